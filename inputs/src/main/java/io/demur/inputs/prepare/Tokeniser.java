package io.demur.inputs.prepare;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into words and punctuation.
 *
 * <p>A word is a longest run of letters, digits and marks, in which single apostrophes may stand: {@code don't}. Every
 * other code point that is not white space is a token of its own. The line break of HTML, {@code <br />}, is white space.
 */
final class Tokeniser {
    /** What {@link PreparationJson} calls these rules. */
    static final String NAME = "words-and-punctuation-1";

    private static final String LINE_BREAK = "<br />";

    private Tokeniser() {}

    static boolean isWordPart(int point) {
        if (Character.isLetterOrDigit(point)) {
            return true;
        }
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** White space of every kind, the space that does not break among it. */
    static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    static List<String> tokens(String original) {
        String text = original.replace(LINE_BREAK, " ");
        List<String> tokens = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            int end = isWordPart(point) ? wordEnd(text, at) : at + Character.charCount(point);
            if (!isSpace(point)) {
                tokens.add(text.substring(at, end));
            }
            at = end;
        }
        return tokens;
    }

    private static int wordEnd(String text, int start) {
        int at = start;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            boolean joint = point == '\'' && at + 1 < text.length() && isWordPart(text.codePointAt(at + 1));
            if (!isWordPart(point) && !joint) {
                return at;
            }
            at += Character.charCount(point);
        }
        return at;
    }
}
