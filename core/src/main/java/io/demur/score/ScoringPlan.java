package io.demur.score;

import java.util.List;

/**
 * How to score a source of logits.
 *
 * @param scores what to compute
 * @param badRows what to do with rows that are not finite
 * @param properScores whether log loss and Brier score of each row are kept
 * @param threads number of threads; changes no digit
 */
public record ScoringPlan(List<Score> scores, BadRows badRows, boolean properScores, int threads) {
    public ScoringPlan {
        scores = List.copyOf(scores);
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
    }

    /** Refuses bad rows, keeps no proper scores, and uses every processor. */
    public static ScoringPlan of(List<Score> scores) {
        return new ScoringPlan(
                scores, BadRows.REFUSE, false, Runtime.getRuntime().availableProcessors());
    }

    /** The same with log loss and Brier score. */
    public ScoringPlan withProperScores() {
        return new ScoringPlan(scores, badRows, true, threads);
    }

    /** The same with another treatment of bad rows. */
    public ScoringPlan with(BadRows other) {
        return new ScoringPlan(scores, other, properScores, threads);
    }

    /** The same on another number of threads. */
    public ScoringPlan withThreads(int other) {
        return new ScoringPlan(scores, badRows, properScores, other);
    }
}
