package io.demur.train.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.demur.inputs.IndexMask;
import io.demur.io.file.InputFile;
import io.demur.io.json.Json;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.train.Objective;
import io.demur.train.recipe.Recipe;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps what it needs and what it leaves behind. One process at a time holds the folder; the lock goes with
 * the process, however it ends.
 */
public final class RunFolder implements AutoCloseable {
    private static final String LOCK = ".lock";

    /** One file, or one of several. */
    private static final Pattern PART = Pattern.compile("(train|tune|certify|test)(-\\d{5,})?\\.npy");

    private final Path path;
    private final FileChannel channel;

    private RunFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** The name of a run: the recipe's, the loss and the seed. */
    public static String name(Recipe recipe) {
        return recipe.name() + "-" + name(recipe.loss()) + "-seed" + recipe.seed();
    }

    /** A short name of a loss, such as {@code ce} or {@code ls0.2}. */
    public static String name(Objective loss) {
        if (loss instanceof Objective.LabelSmoothing smoothing) {
            return smoothing.alpha() == 0 ? "ce" : "ls" + number(smoothing.alpha());
        } else if (loss instanceof Objective.Focal focal) {
            return "focal" + number(focal.gamma());
        } else if (loss instanceof Objective.ConfidencePenalty penalty) {
            return "penalty" + number(penalty.weight());
        } else if (loss instanceof Objective.MaxSup maxSup) {
            return "maxsup" + number(maxSup.alpha());
        } else if (loss instanceof Objective.LogitNorm norm) {
            return "logitnorm" + number(norm.temperature());
        } else if (loss instanceof Objective.Distillation distillation) {
            return "distil" + number(distillation.weight());
        } else if (loss instanceof Objective.Mixup mixup) {
            return "mixup" + number(mixup.alpha());
        } else if (loss instanceof Objective.CutMix cut) {
            return "cutmix" + number(cut.alpha());
        }
        return "ce";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    /**
     * Takes the folder, making it if it is not there.
     *
     * @throws InputException if another process holds it, or it cannot be made or written
     */
    public static RunFolder take(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (tryLock(channel) != null) {
                    return new RunFolder(path, channel);
                }
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            channel.close();
        } catch (IOException e) {
            throw InputFile.failure(path.toString(), "cannot be made a run folder", e);
        }
        throw new InputException(
                path.toString(), "another training holds this folder", "wait for it, or choose another with -o");
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Whether it holds nothing of a run and nothing else. */
    boolean isEmpty() {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> entry.endsWith(LOCK));
        } catch (IOException e) {
            throw InputFile.failure(path.toString(), "cannot be read", e);
        }
    }

    /** What {@code run.json} says of the run, if the folder holds one. */
    public RunStatus status() {
        return status(path);
    }

    /** As {@link #status()}, without taking the folder. */
    public static RunStatus status(Path path) {
        Path file = path.resolve("run.json");
        if (!Files.exists(file)) {
            return RunStatus.NONE;
        }
        JsonNode status = Json.read(file).path("status");
        return RunStatus.parse(file.toString(), status.asText());
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    Path recipe() {
        return path.resolve("recipe.yaml");
    }

    Path record() {
        return path.resolve("run.json");
    }

    Path log() {
        return path.resolve("log.csv");
    }

    Path checkpoint() {
        return path.resolve("checkpoint.safetensors");
    }

    Path weights() {
        return path.resolve("weights.safetensors");
    }

    Path architecture() {
        return path.resolve("architecture.json");
    }

    Path preparation() {
        return path.resolve("preparation.json");
    }

    Path classes() {
        return path.resolve("classes.txt");
    }

    Path model() {
        return path.resolve("model.onnx");
    }

    /** The evaluation of the finished run. */
    public Path result() {
        return path.resolve("result.json");
    }

    /** The logits of a part. */
    public static Path logits(Path run, String part) {
        return run.resolve("logits").resolve(part + ".npy");
    }

    /** The labels of a part. */
    public static Path labels(Path run, String part) {
        return run.resolve("labels").resolve(part + ".npy");
    }

    /** The labels of a part; those of pixels without a class are left out. */
    public static Labels readLabels(Path run, String part, int classes) {
        // With more classes 255 is one of them; no mask has so many.
        return classes > IndexMask.VOID
                ? Npy.readLabels(labels(run, part), classes)
                : Npy.readLabels(labels(run, part), classes, IndexMask.VOID);
    }

    /** Whether a part has logits, in one file or several. */
    public static boolean hasLogits(Path run, String part) {
        return Files.exists(logits(run, part)) || Files.exists(logits(run, part + "-00000"));
    }

    /** A finished run does not go on, and its weights are kept elsewhere. */
    void removeCheckpoint() {
        try {
            Files.deleteIfExists(checkpoint());
        } catch (IOException e) {
            throw InputFile.failure(checkpoint().toString(), "cannot be removed", e);
        }
    }

    /** Removes everything a run writes, and nothing else. */
    void clear() {
        try {
            for (Path file : List.of(record(), recipe(), log(), checkpoint(), weights(), architecture())) {
                Files.deleteIfExists(file);
            }
            for (Path file : List.of(preparation(), classes(), model(), result())) {
                Files.deleteIfExists(file);
            }
            clear(path.resolve("logits"));
            clear(path.resolve("labels"));
        } catch (IOException e) {
            throw InputFile.failure(path.toString(), "cannot be cleared", e);
        }
    }

    /** The arrays of parts, in however many files an earlier run has written them. */
    private static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(RunFolder::isPart).toList()) {
                Files.delete(file);
            }
        }
    }

    private static boolean isPart(Path file) {
        return PART.matcher(file.getFileName().toString()).matches();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw InputFile.failure(path.toString(), "cannot be released", e);
        }
    }
}
