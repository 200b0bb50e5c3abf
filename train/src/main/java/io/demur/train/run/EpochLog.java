package io.demur.train.run;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table {@code log.csv}: a line per finished epoch. It is always rewritten as a whole, so it never ends in half
 * a line; epochs after the checkpoint from which a run goes on are forgotten.
 */
final class EpochLog {
    private static final String HEAD =
            "epoch,step,lr,loss,error,suppression_right,suppression_wrong,tune_loss,tune_error,waiting,seconds";

    private final Path file;
    private final List<String> lines;

    private EpochLog(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** The log with the epochs that ended at a step or before. */
    static EpochLog upTo(Path file, long step) {
        List<String> kept = new ArrayList<>();
        if (step > 0 && Files.exists(file)) {
            try {
                Files.readAllLines(file).stream()
                        .skip(1)
                        .filter(line -> stepOf(file, line) <= step)
                        .forEach(kept::add);
            } catch (IOException e) {
                throw InputFile.failure(file.toString(), "cannot be read", e);
            }
        }
        return new EpochLog(file, kept);
    }

    private static long stepOf(Path file, String line) {
        try {
            return Long.parseLong(line.split(",", -1)[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new InputException(
                    file.toString(), "is not the log of a run: \"" + line + "\"", "begin anew with --force");
        }
    }

    /** Remembers a line, until it is written with others. */
    void add(List<String> cells) {
        lines.add(String.join(",", cells));
    }

    /** Writes all lines; nothing if there is none. */
    void write() {
        if (lines.isEmpty()) {
            return;
        }
        AtomicFile.writeText(file, HEAD + "\n" + String.join("\n", lines) + "\n");
    }
}
