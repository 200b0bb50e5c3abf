package io.demur.inputs.prepare;

import java.util.ArrayList;
import java.util.List;

/** How one column of a table becomes features. */
public sealed interface ColumnEncoding {
    /** The column's name. */
    String column();

    /** The names of its features, in order. */
    List<String> features();

    /**
     * A number {@code x} as {@code (x - mean) / deviation}, a missing one as 0.
     *
     * @param mean of the training rows
     * @param deviation their population standard deviation; 0 for a column that was constant, all of whose features are 0
     * @param indicator whether a further feature tells missing numbers, 1, from others, 0
     */
    record Numeric(String column, double mean, double deviation, Indicator indicator) implements ColumnEncoding {
        /** Checks the numbers. */
        public Numeric {
            if (!Double.isFinite(mean) || !(deviation >= 0 && deviation <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "mean " + mean + " and deviation " + deviation + " are no finite number and one from 0");
            }
        }

        @Override
        public List<String> features() {
            return indicator == Indicator.MISSING ? List.of(column, column + " missing") : List.of(column);
        }
    }

    /**
     * One of several categories: 1 for its own feature, 0 for the others; all 0 for one that is not listed.
     *
     * @param categories of the training rows, sorted by their UTF-16 codes; the empty text stands for a missing value
     */
    record Categorical(String column, List<String> categories) implements ColumnEncoding {
        /** Copies the list. */
        public Categorical {
            categories = List.copyOf(categories);
            if (categories.isEmpty() || categories.stream().distinct().count() < categories.size()) {
                throw new IllegalArgumentException("categories must be there, and different: " + categories);
            }
        }

        @Override
        public List<String> features() {
            List<String> names = new ArrayList<>();
            categories.forEach(category -> names.add(column + "=" + category));
            return names;
        }
    }

    /**
     * One of two values as 0 or 1; a missing or unknown one lies half way.
     *
     * @param zero the first by UTF-16 codes
     * @param one the other
     */
    record Binary(String column, String zero, String one) implements ColumnEncoding {
        /** Checks that there are two. */
        public Binary {
            if (zero.equals(one)) {
                throw new IllegalArgumentException("\"" + one + "\" comes twice among two values");
            }
        }

        @Override
        public List<String> features() {
            return List.of(column + "=" + one);
        }
    }

    /** Whether a numeric column has a second feature. */
    enum Indicator {
        /** Only the number. */
        NONE,
        /** The number, and whether it is missing. */
        MISSING
    }
}
