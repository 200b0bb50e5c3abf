package io.demur.train.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A YAML text as a tree that remembers where each part stands, so that an error can name the line. */
sealed interface Node {
    /** File and line, or the option, as the user knows it. */
    String where();

    /** What an error message calls this kind of node. */
    String kind();

    /** A single value, still as text. */
    record Scalar(String where, String text) implements Node {
        @Override
        public String kind() {
            return "'" + text + "'";
        }
    }

    /** A list. */
    record Items(String where, List<Node> items) implements Node {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the text. */
    record Keys(String where, Map<String, Entry> entries) implements Node {
        public Keys {
            entries = new LinkedHashMap<>(entries);
        }

        @Override
        public String kind() {
            return "a group of keys";
        }

        /** The same with one entry new or replaced. */
        Keys with(String key, Entry entry) {
            Map<String, Entry> changed = new LinkedHashMap<>(entries);
            changed.put(key, entry);
            return new Keys(where, changed);
        }
    }

    /** A value and where its key stands. */
    record Entry(String where, Node value) {}
}
