package io.demur.cli;

import java.util.List;
import java.util.regex.Pattern;

/** A command line as one would type it. */
final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-][\\w@%+=:,./#-]*");

    private ShellWords() {}

    /** Words that a shell would take apart or change stand in single quotes. */
    static String join(String program, List<String> words) {
        StringBuilder line = new StringBuilder(program);
        for (String word : words) {
            line.append(' ').append(PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
