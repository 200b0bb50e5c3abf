package io.demur.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.EvaluationPlan.Mode;
import io.demur.score.BadRows;
import io.demur.score.ScoredRows;
import io.demur.score.ScoringPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that were counted or scored apart, and come together as bytes, are the whole. */
class BoundedCountsTest {
    private static final EvaluationPlan PLAN = EvaluationPlan.of(EvaluationPlan.usualScores(4))
            .with(Mode.BOUNDED)
            .with(BadRows.SKIP)
            .withThreads(1);

    private static Model model(long seed) {
        return Model.overconfidentErrors(700, 4, seed).label(3, -1).logit(9, 1, Double.NaN);
    }

    private static BoundedCounts counts(Model model) {
        return BoundedCounts.of(model.logits(), model.labels(), PLAN);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void sectionsMergeInAnyOrder(long seed) {
        Model first = model(seed);
        Model second = model(seed + 100);
        BoundedCounts whole = counts(first);
        whole.merge(counts(second));
        BoundedCounts merged = new BoundedCounts(PLAN, 4);
        for (int section = merged.sections() - 1; section >= 0; section--) {
            merged.mergeSection(section, counts(second).section(section));
            merged.mergeSection(section, counts(first).section(section));
        }
        Evaluation evaluation = merged.evaluation("m");
        assertThat(evaluation.ignored()).isEqualTo(2);
        assertThat(evaluation.skipped()).isEqualTo(2);
        assertThat(Digits.of(evaluation)).isEqualTo(Digits.of(whole.evaluation("m")));
        assertThat(merged.section(0)).isEqualTo(whole.section(0));
    }

    @Test
    void scoredPartsAreTheWhole() {
        Model model = model(5);
        ScoringPlan plan = ScoringPlan.of(PLAN.scores()).with(BadRows.SKIP).withProperScores();
        ScoredRows joined = ScoredRows.empty(plan, 4);
        for (int part = 0; part < 2; part++) {
            joined.append(ScoredRows.part(model.logits(), model.labels(), plan).toBytes());
        }
        ScoredRows once = ScoredRows.of(model.logits(), model.labels(), plan);
        assertThat(joined.size()).isEqualTo(2 * once.size());
        assertThat(joined.kept().ignored()).isEqualTo(2 * once.kept().ignored());
        assertThat(joined.kept().bad()).isEqualTo(2 * once.kept().bad());
        assertThat(joined.kept().sourceRows()[once.size()])
                .isEqualTo((int) once.kept().total());
        for (List<double[]> pair : List.of(
                List.of(joined.confidence(2), once.confidence(2)),
                List.of(joined.logLosses(), once.logLosses()),
                List.of(joined.briers(), once.briers()))) {
            double[] expected = pair.get(1);
            assertThat(pair.get(0)).startsWith(expected).endsWith(expected).hasSize(2 * expected.length);
        }
        assertThat(joined.keys()).startsWith(once.keys()).endsWith(once.keys());
        assertThat(joined.predictions()).startsWith(once.predictions()).endsWith(once.predictions());
    }
}
