package io.demur.evaluation;

import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;

/**
 * Labelled rows wherever they lie, and whoever scores them: the threads of this process, or a cluster. Evaluation and
 * fitting see no more of them than this, so their numbers are the same.
 */
public interface LabelledSource {

    /** What error messages and results call it. */
    String name();

    /** Number of classes. */
    int classes();

    /** Reads and scores all rows, keeping a column for every score: for exact numbers. */
    ScoredRows score(ScoringPlan plan);

    /** Reads and counts all rows in fixed memory: for bounds. */
    BoundedCounts count(EvaluationPlan plan);

    /** Logits with their labels, scored in this process. */
    static LabelledSource of(Logits logits, Labels labels) {
        return new LabelledSource() {
            @Override
            public String name() {
                return logits.name();
            }

            @Override
            public int classes() {
                return logits.classes();
            }

            @Override
            public ScoredRows score(ScoringPlan plan) {
                return ScoredRows.of(logits, labels, plan);
            }

            @Override
            public BoundedCounts count(EvaluationPlan plan) {
                return BoundedCounts.of(logits, labels, plan);
            }
        };
    }
}
