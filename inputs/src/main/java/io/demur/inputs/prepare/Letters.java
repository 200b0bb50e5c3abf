package io.demur.inputs.prepare;

import java.util.Locale;

/** Whether upper and lower case are told apart. */
public enum Letters {
    /** As written. */
    KEEP,
    /** All in lower case, by the rules that hold for no particular language. */
    LOWER;

    String apply(String text) {
        return this == LOWER ? text.toLowerCase(Locale.ROOT) : text;
    }
}
