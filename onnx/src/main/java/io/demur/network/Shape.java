package io.demur.network;

/**
 * The form of what flows between two layers, for one row of a batch.
 *
 * <p>The number of rows is never part of it, and neither is the length of a sequence: both may differ from batch to
 * batch.
 */
public sealed interface Shape {
    /** {@code features} numbers. */
    record Vector(int features) implements Shape {
        /** Checks the size. */
        public Vector {
            Sizes.requirePositive("features", features);
        }

        @Override
        public String toString() {
            return "a vector of " + features;
        }
    }

    /** Identifiers from 0 to {@code vocabulary - 1} without order, none or many. */
    record Bag(int vocabulary) implements Shape {
        /** Checks the size. */
        public Bag {
            Sizes.requirePositive("vocabulary", vocabulary);
        }

        @Override
        public String toString() {
            return "a bag of identifiers below " + vocabulary;
        }
    }

    /** Identifiers from 0 to {@code vocabulary - 1} in order, at least one; 0 is padding. */
    record Tokens(int vocabulary) implements Shape {
        /** Checks the size. */
        public Tokens {
            Sizes.requirePositive("vocabulary", vocabulary);
        }

        @Override
        public String toString() {
            return "a sequence of identifiers below " + vocabulary;
        }
    }

    /** Vectors of {@code width} numbers in order, at least one. */
    record Sequence(int width) implements Shape {
        /** Checks the size. */
        public Sequence {
            Sizes.requirePositive("width", width);
        }

        @Override
        public String toString() {
            return "a sequence of vectors of " + width;
        }
    }

    /** {@code channels} planes of {@code height} rows and {@code width} columns; row-major, the channel outermost. */
    record Image(int channels, int height, int width) implements Shape {
        /** Checks the sizes. */
        public Image {
            Sizes.requirePositive("channels", channels);
            Sizes.requirePositive("height", height);
            Sizes.requirePositive("width", width);
        }

        /** Numbers of one row: channels times height times width. */
        public int numbers() {
            return Math.multiplyExact(channels, Math.multiplyExact(height, width));
        }

        @Override
        public String toString() {
            return "an image of " + channels + " x " + height + " x " + width;
        }
    }
}
