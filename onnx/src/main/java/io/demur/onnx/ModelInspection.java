package io.demur.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.demur.logits.InputException;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is inside a model file.
 *
 * @param info what it takes, gives and says
 * @param digest whether it is as it was written
 * @param guard the selector that decides in it
 */
public record ModelInspection(ModelInfo info, Digest digest, Optional<Guard> guard) {

    /** Whether a file is as it was written. */
    public enum Digest {
        /** It matches its digest. */
        MATCHES("matches"),
        /** It has none. */
        NONE("none: nobody can say whether it was changed");

        private final String words;

        Digest(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * A selector in a graph.
     *
     * @param selector which
     * @param ports its tensors
     */
    public record Guard(Selector selector, GuardPorts ports) {}

    /**
     * Looks into a file.
     *
     * @throws InputException if it is no model that ONNX Runtime can run, or was changed since it was written
     */
    public static ModelInspection of(Path file) {
        ModelHead head = ModelHead.sound(file);
        Optional<Guard> guard = head.metadata().containsKey(ModelKeys.SELECTOR)
                ? Optional.of(new Guard(
                        GuardReading.selector(file.toString(), head), GuardReading.ports(file.toString(), head)))
                : Optional.empty();
        try (OrtSession session = Ort.open(file, 1)) {
            ModelInfo info = new ModelInfo(
                    head.opset(),
                    Ort.ports(session.getInputInfo().values()),
                    Ort.ports(session.getOutputInfo().values()),
                    head.metadata());
            return new ModelInspection(info, head.isOurs() ? Digest.MATCHES : Digest.NONE, guard);
        } catch (OrtException e) {
            throw new InputException(file.toString(), "cannot be described: " + Ort.reason(e), e);
        }
    }
}
