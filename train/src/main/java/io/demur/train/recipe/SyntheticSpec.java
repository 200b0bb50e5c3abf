package io.demur.train.recipe;

/**
 * A classification task of unequally hard points: class means {@code N(0, I)} rescaled to length {@code norm}, a point
 * {@code x = mean_y + s e} with {@code e ~ N(0, I)} and its own scale {@code s = exp(spread g)}, {@code g ~ N(0, 1)};
 * the label of a training row is replaced by a uniform class with probability {@code noise}.
 *
 * @param classes number of classes, all equally likely
 * @param features length of a point
 * @param norm length of every class mean
 * @param spread standard deviation of the log scale
 * @param noise probability that a training label is drawn anew
 * @param rows how many rows there are
 * @param seed of everything random
 */
public record SyntheticSpec(int classes, int features, double norm, double spread, double noise, Rows rows, long seed) {
    /** Rows per part. */
    public record Rows(int train, int tune, int test) {}
}
