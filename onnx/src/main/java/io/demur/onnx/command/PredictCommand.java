package io.demur.onnx.command;

import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.onnx.OnnxModel;
import io.demur.onnx.Prediction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes logits. */
@Command(
        name = "predict",
        description = {
            "Compute the logits of an ONNX model on the rows of a file.",
            "",
            "DATA is an NPY file of the model's input, or, for a model that demur train has written, a CSV file of what it"
                    + " was trained on: columns by name, or a column of texts."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur predict model.onnx images.npy -o logits.npy",
            "  demur predict runs/banking77-ce-seed0/model.onnx new.csv --text question -o logits.npy"
        })
final class PredictCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 8;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model in ONNX.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "Rows in NPY or CSV.")
    private Path data = Path.of("");

    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            required = true,
            description = "Where the logits go, as NPY.")
    private Path target = Path.of("");

    @Option(
            names = "--text",
            paramLabel = "COLUMN",
            description = "The column that holds the text; otherwise text, or the only one.")
    private @Nullable String text;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of one run; all, up to 8.")
    private @Nullable Integer threads;

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        int count =
                threads == null ? Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()) : threads;
        if (count < 1) {
            throw new InputException("--threads", "must be at least 1, not " + count);
        }
        boolean shown = Boolean.getBoolean("demur.terminal");
        try (OnnxModel opened = OnnxModel.open(model, count)) {
            long rows = Prediction.write(opened, data, Optional.ofNullable(text), target, done -> {
                if (shown) {
                    err.print("\r" + Numbers.count(done) + " rows ");
                    err.flush();
                }
            });
            talk.say(err, (shown ? "\r" : "") + "wrote " + target + ": " + Numbers.count(rows) + " rows");
        }
        return 0;
    }
}
