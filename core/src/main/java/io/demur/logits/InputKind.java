package io.demur.logits;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What the numbers of a source are. It is said by the user and checked, never guessed from the numbers. */
public enum InputKind {
    /** Rows of real numbers whose softmax is the model's distribution. */
    LOGITS("logits"),
    /** Rows in [0,1] that sum to 1; their logarithms are logits. */
    PROBABILITIES("probabilities"),
    /** Rows {@code <= 0} whose exponentials sum to 1; they are logits already. */
    LOG_PROBABILITIES("log-probabilities"),
    /** One confidence per row instead of a row of classes. */
    SCORES("scores");

    private final String text;

    InputKind(String text) {
        this.text = text;
    }

    /**
     * The kind with this text.
     *
     * @throws InputException listing the kinds
     */
    public static InputKind parse(String text) {
        return Arrays.stream(values())
                .filter(kind -> kind.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InputException("--input", "\"" + text + "\" is not one of " + texts()));
    }

    private static String texts() {
        return Arrays.stream(values()).map(InputKind::toString).collect(Collectors.joining(", "));
    }

    /**
     * The source as logits, each row checked when it is read.
     *
     * <p>The sum of the probabilities of a row may miss 1 by 1e-3, a log-probability may exceed 0 by 1e-6, and the
     * log-sum-exp of a row of log-probabilities may miss 0 by 1e-3.
     *
     * @throws InputException while reading, naming the first row of a tile that is not of this kind; at once for
     *     {@link #SCORES}, which have no classes
     */
    public Logits asLogits(Logits source) {
        return switch (this) {
            case LOGITS -> source;
            case PROBABILITIES -> new CheckedLogits(source, Probabilities::toLogs);
            case LOG_PROBABILITIES -> new CheckedLogits(source, Probabilities::checkLogs);
            case SCORES ->
                throw new InputException(
                        source.name(), "scores have no classes", "only commands that rank rows accept --input scores");
        };
    }

    /**
     * What the first of two classes gets where a row is one number about the second: {@code -z/2} for a logit {@code z},
     * {@code 1-p} for a probability {@code p}.
     */
    public double firstOfTwo(double number) {
        return this == PROBABILITIES ? 1 - number : -number / 2;
    }

    /** What the second of two classes gets: {@code z/2} or {@code p}. */
    public double secondOfTwo(double number) {
        return this == PROBABILITIES ? number : number / 2;
    }

    /**
     * Refuses sources with one number per row for the kinds that need more.
     *
     * @throws InputException for {@link #LOG_PROBABILITIES}
     */
    public void checkSingle(String name) {
        if (this == LOG_PROBABILITIES) {
            throw new InputException(
                    name, "has one log-probability per row, which is no distribution", "give both classes");
        }
    }

    /** The text of the kind, as on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
