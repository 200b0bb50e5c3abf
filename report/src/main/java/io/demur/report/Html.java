package io.demur.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** HTML put together piece by piece; what comes from outside is escaped, elements end in the order they began. */
final class Html {
    private static final Set<String> BLOCKS =
            Set.of("section", "table", "thead", "tbody", "tr", "figure", "fieldset", "details", "p", "h2", "h3", "dl");
    private static final int REPLACEMENT = 0xfffd;

    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Html open(String tag, String... attributes) {
        if (BLOCKS.contains(tag)) {
            text.append('\n');
        }
        begin(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Ends the element that began last. */
    Html close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** A whole element with a text in it. */
    Html leaf(String tag, String content, String... attributes) {
        // In running text no line ends between a number and its sign.
        String words = tag.equals("p") ? content.replace(" %", "\u00a0%") : content;
        return open(tag, attributes).text(words).close();
    }

    /** An element that has no end. */
    Html lone(String tag, String... attributes) {
        begin(tag, attributes);
        return this;
    }

    Html text(String content) {
        text.append(escape(content));
        return this;
    }

    /** What is HTML already. */
    Html markup(String html) {
        text.append(html);
        return this;
    }

    private void begin(String tag, String... attributes) {
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        text.append('>');
    }

    /** Also for XML: what it has no character for becomes the replacement character. */
    static String escape(String content) {
        StringBuilder escaped = new StringBuilder(content.length());
        content.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isPlain(c) ? c : REPLACEMENT);
            }
        });
        return escaped.toString();
    }

    private static boolean isPlain(int c) {
        boolean control = c != '\n' && c != '\t' && Character.isISOControl(c);
        boolean loose = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !loose && c != 0xfffe && c != 0xffff;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("never closed: " + open);
        }
        return text.toString();
    }
}
