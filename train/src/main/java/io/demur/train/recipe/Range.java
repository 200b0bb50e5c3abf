package io.demur.train.recipe;

/** Which numbers a key takes. */
enum Range {
    POSITIVE("above 0"),
    NOT_NEGATIVE("0 or more"),
    SHARE("0 or more and below 1"),
    INNER_SHARE("above 0 and below 1"),
    WEIGHT("from 0 to 1"),
    BELOW_ONE("below 1"),
    ROWS("a share from 0 to below 1, or a whole number of rows");

    private final String words;

    Range(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    boolean contains(double x) {
        return switch (this) {
            case POSITIVE -> x > 0;
            case NOT_NEGATIVE -> x >= 0;
            case SHARE -> x >= 0 && x < 1;
            case INNER_SHARE -> x > 0 && x < 1;
            case WEIGHT -> x >= 0 && x <= 1;
            case BELOW_ONE -> x < 1;
            case ROWS -> x >= 0 && x <= Integer.MAX_VALUE && (x < 1 || x == Math.rint(x));
        };
    }
}
