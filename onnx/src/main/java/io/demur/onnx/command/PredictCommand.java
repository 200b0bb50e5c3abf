package io.demur.onnx.command;

import io.demur.inputs.read.BadImages;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.onnx.ImagePrediction;
import io.demur.onnx.OnnxModel;
import io.demur.onnx.Prediction;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
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
                    + " was trained on: columns by name, or a column of texts.",
            "",
            "DATA may be a folder of JPEG and PNG files. How they become numbers stands in the model if demur train has"
                    + " written it; otherwise --size, --mean and --deviation say it. The names of the pictures go to"
                    + " FILE.txt. Where every pixel has logits of its own, several files are written, FILE-00000.npy and"
                    + " so on, which evaluate and pixels read as one."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur predict model.onnx images.npy -o logits.npy",
            "  demur predict runs/banking77-ce-seed0/model.onnx new.csv --text question -o logits.npy",
            "  demur predict runs/camvid/camvid-ce-seed0/model.onnx frames -o logits/frames.npy",
            "  demur predict resnet.onnx pictures --resize 256 --size 224x224 --mean 0.485,0.456,0.406"
                    + " --deviation 0.229,0.224,0.225 -o logits.npy"
        })
final class PredictCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 8;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A model in ONNX.")
    private Path model = Path.of("");

    @Parameters(index = "1", paramLabel = "DATA", description = "Rows in NPY or CSV, or a folder of pictures.")
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

    @Mixin
    private PictureOptions pictures = new PictureOptions();

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
            LongConsumer progress = done -> {
                if (shown) {
                    err.print("\r" + Numbers.count(done) + " rows ");
                    err.flush();
                }
            };
            long rows = Files.isDirectory(data)
                    ? writePictures(opened, err, progress)
                    : Prediction.write(opened, data, Optional.ofNullable(text), target, progress);
            talk.say(err, (shown ? "\r" : "") + "wrote " + target + ": " + Numbers.count(rows) + " rows");
        }
        return 0;
    }

    private long writePictures(OnnxModel opened, PrintWriter err, LongConsumer progress) {
        BadImages bad = pictures.bad();
        long rows = ImagePrediction.write(
                opened, new ImagePrediction.Source(data, pictures.preparation(), bad), target, progress);
        bad.messages().forEach(line -> err.println("skipped  " + line));
        if (!bad.messages().isEmpty()) {
            err.println(Numbers.count(bad.messages().size(), "picture") + " skipped in all");
        }
        return rows;
    }
}
