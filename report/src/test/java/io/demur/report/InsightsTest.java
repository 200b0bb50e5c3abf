package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.DiagnosisPlan;
import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.logits.ForwardingLogits;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.metric.CurveMetric;
import io.demur.report.Insights.Explained;
import io.demur.score.PlainScore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InsightsTest {
    /** Says how often it was read. */
    private static final class Counted extends ForwardingLogits {
        private final AtomicInteger passes = new AtomicInteger();

        Counted(Logits source) {
            super(source);
        }

        @Override
        public Pass pass() {
            passes.incrementAndGet();
            return sourcePass();
        }
    }

    @Test
    void oneReadingSaysWhatTwoSay() {
        Examples.Drawn drawn = Examples.draw(1_200, 5, 7);
        Labels labels = drawn.truth();
        EvaluationPlan plan = EvaluationPlan.of(EvaluationPlan.usualScores(5)).withThreads(1);
        DiagnosisPlan diagnosis = Insights.diagnosis(plan).withResamples(20, 1);
        Counted rows = new Counted(drawn.rows());
        Explained found = Insights.evaluate("m", new Insights.Rows(rows, labels), diagnosis, plan);
        assertThat(rows.passes).hasValue(1);
        Evaluation alone = Evaluator.evaluate(drawn.rows(), labels, plan);
        assertThat(found.evaluation().dataDigest()).isEqualTo(alone.dataDigest());
        assertThat(found.evaluation().scores()).hasSameSizeAs(alone.scores());
        assertThat(aurc(found.evaluation())).isEqualTo(aurc(alone));
        Report.Insight own = Insights.of("m", drawn.rows(), labels, plan);
        assertThat(found.insight().diagnosis().evidence().rows())
                .isEqualTo(own.diagnosis().evidence().rows());
        assertThat(found.insight().normalised().orElseThrow().score())
                .isEqualTo(own.normalised().orElseThrow().score());
    }

    private static double aurc(Evaluation evaluation) {
        return evaluation.score(PlainScore.MSP).metric(CurveMetric.AURC).value().get();
    }
}
