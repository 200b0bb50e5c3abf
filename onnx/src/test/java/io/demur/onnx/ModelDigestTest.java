package io.demur.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.file.FileDigest;
import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Architectures;
import io.demur.network.Weights;
import io.demur.score.Score;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDigestTest {
    @TempDir
    Path folder;

    private Path model;
    private Path guarded;

    @BeforeEach
    void export() {
        model = export("model.onnx", 3);
        guarded = folder.resolve("guarded.onnx");
    }

    private Path export(String name, int seed) {
        Path file = folder.resolve(name);
        Architecture network = Architectures.mlp(6, 16, 5);
        OnnxExport.write(network, Weights.initial(network, seed), Map.of(), file);
        return file;
    }

    private static Selector selectorFor(Optional<String> digest) {
        return Selector.uncertified(
                Score.parse("msp"), 0.75, new ModelIdentity("m", 5, "float32", digest, Optional.empty()));
    }

    @Test
    void aGuardedModelIsTheModelItWas() {
        String digest = FileDigest.of(model);
        assertThat(ModelDigest.of(model)).isEqualTo(digest);
        GuardedModel.attach(selectorFor(Optional.of(digest)), model, Optional.empty(), guarded);
        assertThat(ModelDigest.of(guarded)).isEqualTo(digest).isNotEqualTo(FileDigest.of(guarded));
        Path back = folder.resolve("back.onnx");
        GuardedModel.detach(guarded, back);
        assertThat(ModelDigest.of(back)).isEqualTo(digest);
    }

    @Test
    void aSelectorOfAnotherModelIsRefusedAndNothingIsWritten() {
        Path other = export("other.onnx", 4);
        Selector selector = selectorFor(Optional.of(FileDigest.of(model)));
        assertThatThrownBy(() -> GuardedModel.attach(selector, other, Optional.empty(), guarded))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("was fitted for the model sha256:")
                .hasMessageContaining("other.onnx")
                .hasMessageContaining("take that model, or fit a selector for this one")
                .hasMessageNotContaining("\n");
        assertThat(Files.exists(guarded)).isFalse();
        GuardedModel.attach(selectorFor(Optional.empty()), other, Optional.empty(), guarded);
        assertThat(guarded).exists();
    }
}
