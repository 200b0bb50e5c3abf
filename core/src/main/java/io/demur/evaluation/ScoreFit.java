package io.demur.evaluation;

import io.demur.evaluation.FittedScore.Candidate;
import io.demur.evaluation.FittedScore.Verdict;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Chooses a confidence score on held-out data.
 *
 * <p>Every candidate is judged by the objective on the same rows. The best one other than msp is chosen only if the
 * interval of its paired gain over msp excludes 0; ties keep the earlier candidate, so the smaller order. The selection
 * of the best among many makes its gain look larger than it is; what a threshold then promises does not depend on
 * that, because it is certified on other rows.
 */
public final class ScoreFit {
    private ScoreFit() {}

    /** Chooses on all rows of a labelled source. */
    public static FittedScore tune(Logits logits, Labels labels, FitPlan plan) {
        return tune(LabelledSource.of(logits, labels), plan);
    }

    /** As above, on rows that lie anywhere. */
    public static FittedScore tune(LabelledSource source, FitPlan plan) {
        return choose(source, plan, columns(source, plan), Part.ALL);
    }

    /**
     * Chooses on a part of one source and holds the rest for certification. Rows are divided by their content and the
     * seed, so equal rows fall on the same side and the order of the rows does not matter.
     *
     * @param share of the rows held for certification, in (0, 1)
     */
    public static Halves tuneAndHold(Logits logits, Labels labels, FitPlan plan, double share, long seed) {
        return tuneAndHold(LabelledSource.of(logits, labels), plan, share, seed);
    }

    /** As above, on rows that lie anywhere. */
    public static Halves tuneAndHold(LabelledSource source, FitPlan plan, double share, long seed) {
        if (!(share > 0 && share < 1)) {
            throw new InputException("--certify-share", "must lie in (0, 1), not be " + share);
        }
        ScoredSample.Columns columns = columns(source, plan);
        int[] held = columns.below(share, seed);
        int[] tuned = columns.above(share, seed);
        if (held.length == 0 || tuned.length == 0) {
            throw new InputException(
                    source.name(),
                    "splits into " + tuned.length + " rows to tune and " + held.length + " to certify, "
                            + whyOneSided(columns),
                    "certify on other rows with --certify FILE");
        }
        FittedScore fitted = choose(source, plan, columns, new Part(share, seed));
        boolean coarse = columns.scores().contains(fitted.score());
        ScoredSample.Columns chosen = coarse ? columns : ScoredSample.Columns.of(source, List.of(fitted.score()), plan);
        return new Halves(fitted, chosen.sample(fitted.score(), chosen.below(share, seed)));
    }

    private static String whyOneSided(ScoredSample.Columns columns) {
        long rows = columns.all().length;
        long different = columns.different();
        if (different == rows) {
            return "being so few";
        }
        return "as equal rows stay together, and "
                + (different == 1 ? "all are equal" : "only " + different + " differ");
    }

    /**
     * The two parts of one source.
     *
     * @param fitted chosen on the first
     * @param certification the second, under the chosen score
     */
    public record Halves(FittedScore fitted, ScoredSample certification) {}

    /** Which rows tune: those not held back by a share of 0 are all. */
    private record Part(double heldShare, long seed) {
        static final Part ALL = new Part(0, 0);

        int[] rows(ScoredSample.Columns columns) {
            return columns.above(heldShare, seed);
        }
    }

    private static ScoredSample.Columns columns(LabelledSource source, FitPlan plan) {
        return ScoredSample.Columns.of(source, plan.family().candidates(source.classes()), plan);
    }

    private static FittedScore choose(LabelledSource source, FitPlan plan, ScoredSample.Columns columns, Part part) {
        RankedSamples msp = RankedSamples.of(columns.losses(PlainScore.MSP, part.rows(columns)));
        List<Candidate> table = new ArrayList<>(judge(columns, columns.scores(), part, msp, plan));
        ScoredSample.Columns fine = columns;
        if (plan.grid() == FitPlan.Grid.REFINE) {
            List<Score> finer = bestOther(table)
                    .map(best -> ScoreFamily.refinement(best.score()))
                    .orElse(List.of());
            if (!finer.isEmpty()) {
                fine = ScoredSample.Columns.of(source, finer, plan);
                table.addAll(judge(fine, finer, part, msp, plan));
            }
        }
        Optional<Candidate> best = bestOther(table);
        boolean proven = best.flatMap(Candidate::againstMsp)
                .filter(d -> d.difference() < 0 && d.excludesZero())
                .isPresent();
        Score score = proven ? best.orElseThrow().score() : PlainScore.MSP;
        Verdict verdict = proven ? Verdict.GAIN_PROVEN : best.isEmpty() ? Verdict.NO_RIVAL : Verdict.GAIN_NOT_PROVEN;
        ScoredSample.Columns chosen = columns.scores().contains(score) ? columns : fine;
        List<String> refused = plan.family().refused(source.classes()).stream()
                .map(s -> s + ": " + s.refusal(source.classes()).orElse(""))
                .toList();
        return new FittedScore(score, verdict, table, refused, chosen.sample(score, part.rows(chosen)), plan);
    }

    private static List<Candidate> judge(
            ScoredSample.Columns columns, List<Score> scores, Part part, RankedSamples msp, FitPlan plan) {
        int[] rows = part.rows(columns);
        return Parallel.map(plan.threads(), scores, score -> {
            if (score == PlainScore.MSP) {
                return new Candidate(score, estimate(msp, plan), Optional.empty());
            }
            RankedSamples ranked = RankedSamples.of(columns.losses(score, rows));
            return new Candidate(
                    score,
                    estimate(ranked, plan),
                    PairedDifference.of(plan.objective(), msp, ranked, plan.confidence()));
        });
    }

    private static Estimate estimate(RankedSamples ranked, FitPlan plan) {
        CurveMetric objective = plan.objective();
        Estimate estimate = Estimate.of(Bounds.exact(objective.of(ranked.curve())));
        OptionalDouble error = ranked.standardError(objective);
        return error.isPresent()
                ? AnalyticInterval.around(estimate, error.getAsDouble(), plan.confidence(), objective)
                : estimate;
    }

    private static Optional<Candidate> bestOther(List<Candidate> table) {
        Optional<Candidate> best = Optional.empty();
        for (Candidate candidate : table) {
            if (candidate.score() != PlainScore.MSP && (best.isEmpty() || value(candidate) < value(best.get()))) {
                best = Optional.of(candidate);
            }
        }
        return best;
    }

    private static double value(Candidate candidate) {
        return candidate.objective().value().get();
    }
}
