package io.demur.cli;

/** Sentences broken into lines of the width of a table. */
final class Paragraph {
    private Paragraph() {}

    /** Without a line feed at the end. */
    static String wrap(String words) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (String word : words.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > TextTable.WIDTH) {
                text.append('\n');
                column = 0;
            } else if (column > 0) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.toString();
    }
}
