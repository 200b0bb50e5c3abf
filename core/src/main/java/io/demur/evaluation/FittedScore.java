package io.demur.evaluation;

import io.demur.guarantee.Certification;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.RiskTest;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.score.Score;
import java.util.List;
import java.util.Optional;

/**
 * A score chosen on a tuning sample, with the whole table it was chosen from. Numbers of the table were chosen and
 * measured on the same rows, so they flatter the choice a little; only fresh rows judge it.
 *
 * @param score the choice
 * @param verdict why
 * @param table every candidate, in order
 * @param refused candidates that the number of classes rules out, with the reason
 * @param tuning the tuning sample under the chosen score
 * @param plan how it was chosen
 */
public record FittedScore(
        Score score, Verdict verdict, List<Candidate> table, List<String> refused, ScoredSample tuning, FitPlan plan) {

    /** More than this share of rows in common is no coincidence. */
    private static final double MOST_SHARED = 0.1;

    /** Why a score was chosen. */
    public enum Verdict {
        /** The best other score beats msp by more than the uncertainty of the gain. */
        GAIN_PROVEN("better than msp by more than the uncertainty of the gain"),
        /** msp is the best, or the gain of the best other is within its uncertainty. */
        GAIN_NOT_PROVEN("msp stays: no other score is better by more than the uncertainty of the gain"),
        /** Nothing but msp competed. */
        NO_RIVAL("msp stays: no other score competes");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** In a sentence. */
        public String words() {
            return words;
        }
    }

    /**
     * One candidate.
     *
     * @param score which score
     * @param objective the value that is minimised, with its interval
     * @param againstMsp the paired difference to msp; empty for msp itself and where it cannot be computed
     */
    public record Candidate(Score score, Estimate objective, Optional<PairedDifference> againstMsp) {}

    public FittedScore {
        table = List.copyOf(table);
        refused = List.copyOf(refused);
    }

    /** The rows of a certification source under the chosen score. */
    public ScoredSample score(Logits logits, Labels labels) {
        return score(LabelledSource.of(logits, labels));
    }

    /** As above, of rows that lie anywhere. */
    public ScoredSample score(LabelledSource source) {
        return ScoredSample.of(source, score, plan);
    }

    /**
     * Certifies a threshold on rows that took no part in the tuning.
     *
     * @throws InputException as {@link #shared} says
     */
    public Certification certify(
            Procedure procedure, ScoredSample certification, MaxRisk maxRisk, Confidence confidence) {
        return new CertificationPlan(procedure, new CertificationPlan.AtRisk(maxRisk), confidence)
                .certify(this, certification)
                .certification();
    }

    /** How a risk is tested for the kind of loss that the score was chosen by. */
    public RiskTest test() {
        return RiskTest.of(plan.loss());
    }

    /**
     * Refuses rows of another model.
     *
     * @param rows what messages call them
     * @throws InputException if they have another number of classes than the rows that tuned
     */
    public void requireClasses(String rows, int classes) {
        if (classes != tuning.classes()) {
            throw new InputException(
                    rows,
                    "has " + classes + " classes, but the score was chosen on rows of " + tuning.classes(),
                    "give logits of one model");
        }
    }

    /**
     * How many rows of a sample hold the logits of a row that tuned. A few are inputs that occur again, and stay: a sample
     * without them would be no draw of the rows to come. More than a tenth are the same rows given twice.
     *
     * @throws InputException if they are more than a tenth, or the sample has other classes
     */
    public int shared(ScoredSample sample) {
        requireClasses("certification", sample.classes());
        int shared = sample.shared(tuning);
        if (shared > MOST_SHARED * sample.size()) {
            throw new InputException(
                    "certification",
                    shared + " of its " + sample.size() + " rows were used for tuning",
                    "certify on other rows, for example with --certify-share");
        }
        return shared;
    }
}
