package io.demur.logits;

/**
 * Input that cannot be used: one line that says where, what is wrong, and what to do.
 *
 * <p>The only exception that core and io throw for bad data, so that every caller can tell a user's mistake
 * from a fault of the program. Argument errors of programmers stay {@link IllegalArgumentException}.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A problem and its place.
     *
     * @param where file, row, column or option, as the user knows it
     * @param problem what was found, and what was expected
     */
    public InputException(String where, String problem) {
        super(line(where + ": " + problem));
    }

    /** As above, with what the user can do about it. */
    public InputException(String where, String problem, String remedy) {
        super(line(where + ": " + problem + "; " + remedy));
    }

    /** As above, keeping the cause for {@code --stacktrace}. */
    public InputException(String where, String problem, Throwable cause) {
        super(line(where + ": " + problem), cause);
    }

    /** What was found may contain anything, the message stays one line. */
    private static String line(String message) {
        return message.replaceAll("\\p{Cntrl}", " ");
    }
}
