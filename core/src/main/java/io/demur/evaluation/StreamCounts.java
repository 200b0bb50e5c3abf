package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.metric.RiskCoverageAccumulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an evaluation in one reading keeps of its rows: the samples of every score, and facts about all rows. Rows may be
 * divided in any way: the parts, merged in any order, give the digits of the whole.
 *
 * @param <A> what the samples of a score are collected in
 */
final class StreamCounts<A extends RiskCoverageAccumulator<A>> {
    private final EvaluationPlan plan;
    private final List<A> accumulators;
    private final RowTotals totals;

    /** Takes both over; an accumulator for every score of the plan. */
    StreamCounts(EvaluationPlan plan, List<A> accumulators, RowTotals totals) {
        this.plan = plan;
        this.accumulators = accumulators;
        this.totals = totals;
    }

    /** Nothing counted yet. */
    static <A extends RiskCoverageAccumulator<A>> StreamCounts<A> none(
            EvaluationPlan plan, int classes, Supplier<A> empty) {
        return new StreamCounts<>(
                plan, plan.scores().stream().map(score -> empty.get()).toList(), new RowTotals(classes));
    }

    /** One for every score. */
    List<A> accumulators() {
        return accumulators;
    }

    RowTotals totals() {
        return totals;
    }

    /** Takes all rows of other counts by the same plan, which must not be used afterwards. */
    void merge(StreamCounts<A> other) {
        for (int s = 0; s < accumulators.size(); s++) {
            accumulators.get(s).merge(other.accumulators.get(s));
        }
        totals.merge(other.totals);
    }

    /**
     * The evaluation of all rows counted.
     *
     * @throws InputException if there are none
     */
    Evaluation evaluation(String name) {
        if (totals.digest().rows() == 0) {
            throw new InputException(name, "no row is left to measure on: all were ignored or skipped");
        }
        List<ScoreEvaluation> scores = new ArrayList<>();
        for (int s = 0; s < accumulators.size(); s++) {
            A samples = accumulators.get(s);
            scores.add(ScoreEvaluator.streamed(plan.scores().get(s), samples.curve(), plan, samples.oracleKnown()));
        }
        double totalLoss = scores.get(0).outline().totalLoss();
        ClassCounts byClass = totals.byClass().counts();
        return new Evaluation(
                name,
                plan,
                byClass.classes().size(),
                totals.digest().rows(),
                totals.ignored(),
                totals.skipped(),
                totals.digest().toString(),
                Evaluator.error(plan, totalLoss, totals.digest().rows()),
                Optional.empty(),
                Optional.of(byClass),
                scores,
                totals.facts().warnings());
    }
}
