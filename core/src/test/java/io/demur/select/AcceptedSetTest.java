package io.demur.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.Model;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.BonferroniHolm;
import io.demur.guarantee.Candidates;
import io.demur.guarantee.Certification;
import io.demur.guarantee.Certified;
import io.demur.guarantee.GroupedCertification;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.RiskTest;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.score.PlainScore;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A selector accepts on the certification rows exactly those that its certificate counted. */
class AcceptedSetTest {
    private static final int N = 1_500;

    private static Pipeline pipeline(double step, String family, long seed) {
        Model model = Model.overconfidentErrors(2 * N, 7, seed).rounded(step);
        return new Pipeline(model.slice(0, N), model.slice(N, 2 * N), family);
    }

    private static void requireCounted(Certified certificate, Model rows, int... accepted) {
        assertThat(accepted.length).isEqualTo(certificate.accepted()).isPositive();
        assertThat((double) rows.wrong(accepted)).isEqualTo(certificate.lossSum());
    }

    @ParameterizedTest(name = "logits rounded to {0}, {1}, {2}, risk {3}, seed {4}")
    @CsvSource({
        "1e-9, 'msp,logit-norm', fixed-sequence, 0.05, 701",
        "0.5, 'msp,logit-norm', fixed-sequence, 0.05, 702",
        "1, max-logit, bonferroni-holm, 0.15, 703",
        "1, 'msp,logit-margin', fixed-sequence:starts=3, 0.12, 704",
        "0.25, all, fixed-sequence, 0.08, 705",
    })
    void isThatOfTheCertificate(double step, String family, String procedure, double risk, long seed) {
        Pipeline pipeline = pipeline(step, family, seed);
        Certification certification = pipeline.fitted.certify(
                Procedure.parse(procedure), pipeline.sample, MaxRisk.of(risk), Pipeline.CONFIDENCE);
        assertThat(certification).isInstanceOf(Certified.class);
        Certified certificate = (Certified) certification;
        Selector selector =
                Selector.of("answers", pipeline.fitted.score(), certificate, Pipeline.identity(7), Pipeline.data());
        List<Decision> decisions = Pipeline.decide(selector, pipeline.certification.logits(), 256);
        requireCounted(certificate, pipeline.certification, Pipeline.accepted(decisions));
        for (int i = 0; i < N; i++) {
            double confidence = pipeline.sample.losses().confidence(i);
            Decision expected = confidence >= certificate.threshold()
                    ? new Decision.Accepted(pipeline.certification.prediction(i), confidence)
                    : new Decision.Abstained(AbstentionReason.BELOW_THRESHOLD);
            assertThat(decisions.get(i)).isEqualTo(expected);
        }
    }

    /** Max logit of rows rounded to 1/2 takes a few values, and each is a candidate: every threshold lies on a tie. */
    @ParameterizedTest(name = "risk {0}, seed {1}")
    @CsvSource({"0.14, 711", "0.16, 712", "0.13, 713", "0.2, 714"})
    void includesTheTieAtTheThreshold(double risk, long seed) {
        Model model = Model.honest(N, 7, seed).rounded(0.5);
        ScoredSample sample = ScoredSample.of(model.logits(), model.labels(), PlainScore.MAX_LOGIT, FitPlan.usual());
        double[] values = IntStream.range(0, N)
                .mapToDouble(sample.losses()::confidence)
                .distinct()
                .toArray();
        Candidates candidates = Candidates.of(RiskTest.EXACT_BINOMIAL, values);
        Certified certificate = (Certified)
                new BonferroniHolm().certify(candidates, sample.losses(), MaxRisk.of(risk), Pipeline.CONFIDENCE);
        // As a number: the largest of -0 and negative logits is -0.
        assertThat(DoubleStream.of(values).filter(value -> value == certificate.threshold()))
                .isNotEmpty();
        Selector selector =
                Selector.of("answers", PlainScore.MAX_LOGIT, certificate, Pipeline.identity(7), Pipeline.data());
        List<Decision> decisions = Pipeline.decide(selector, model.logits(), 64);
        requireCounted(certificate, model, Pipeline.accepted(decisions));
        long atThreshold = decisions.stream()
                .filter(d -> d instanceof Decision.Accepted a && a.confidence() == certificate.threshold())
                .count();
        assertThat(atThreshold).as("rows accepted at the threshold itself").isGreaterThan(10);
    }

    @ParameterizedTest(name = "logits rounded to {0}, uncertified {1}, seed {2}")
    @CsvSource({"1e-9, ABSTAIN, 721", "0.5, ABSTAIN, 722", "0.5, POOLED, 723"})
    void isThatOfEveryGroupsCertificate(double step, UncertifiedGroups uncertified, long seed) {
        Pipeline pipeline = pipeline(step, "msp,logit-norm", seed);
        List<String> names = List.of("north", "south", "tiny");
        int[] groups =
                IntStream.range(0, N).map(i -> i % 50 == 7 ? 2 : i % 3 / 2).toArray();
        GroupedCertification certification = pipeline.certifyGroups(groups, groups, names, 0.1);
        Selector selector = pipeline.selector(Grouping.COLUMN, certification, uncertified);
        List<Decision> decisions = Pipeline.decide(selector, pipeline.certification.logits(), 100, groups);
        int[] accepted = Pipeline.accepted(decisions);
        for (int g = 0; g < 2; g++) {
            int group = g;
            int[] rows = Arrays.stream(accepted).filter(i -> groups[i] == group).toArray();
            requireCounted((Certified) certification.groups().get(g), pipeline.certification, rows);
        }
        requireUncertified(pipeline, certification, decisions, groups, uncertified);
    }

    private static void requireUncertified(
            Pipeline pipeline,
            GroupedCertification certification,
            List<Decision> decisions,
            int[] groups,
            UncertifiedGroups uncertified) {
        assertThat(certification.groups().get(2)).isNotInstanceOf(Certified.class);
        double pooled = ((Certified) certification.pooled()).threshold();
        for (int i = 0; i < N; i++) {
            if (groups[i] == 2 && uncertified == UncertifiedGroups.ABSTAIN) {
                assertThat(Pipeline.reason(decisions.get(i))).isEqualTo(AbstentionReason.UNCERTIFIED_GROUP);
            } else if (groups[i] == 2) {
                assertThat(decisions.get(i) instanceof Decision.Accepted)
                        .isEqualTo(pipeline.sample.losses().confidence(i) >= pooled);
            }
        }
    }

    @Test
    void isThatOfTheCertificateOfEveryPredictedClass() {
        Pipeline pipeline = pipeline(0.25, "msp,logit-norm", 731);
        List<String> names = Stream.of("a", "b", "c", "d", "e", "f", "g").toList();
        GroupedCertification certification = pipeline.certifyGroups(
                pipeline.fitted.tuning().predictions(), pipeline.sample.predictions(), names, 0.2);
        Selector selector = pipeline.selector(Grouping.PREDICTED_CLASS, certification, UncertifiedGroups.ABSTAIN);
        int[] accepted = Pipeline.accepted(Pipeline.decide(selector, pipeline.certification.logits(), 77));
        int certified = 0;
        for (int k = 0; k < 7; k++) {
            int klass = k;
            int[] rows = Arrays.stream(accepted)
                    .filter(i -> pipeline.certification.prediction(i) == klass)
                    .toArray();
            if (certification.groups().get(k) instanceof Certified certificate) {
                requireCounted(certificate, pipeline.certification, rows);
                certified++;
            } else {
                assertThat(rows).isEmpty();
            }
        }
        assertThat(certified).isPositive();
    }

    @Test
    void acceptsEverythingButNaNAtTheLowestThreshold() {
        Model rows = Model.honest(300, 3, 741);
        Certified certificate = (Certified) Pipeline.FIXED.certify(
                Candidates.of(RiskTest.EXACT_BINOMIAL, Candidates.ACCEPT_ALL),
                io.demur.metric.ScoredLosses.of(new double[300], new double[300]),
                MaxRisk.of(0.1),
                Pipeline.CONFIDENCE);
        Selector selector = Selector.of("all", PlainScore.MSP, certificate, Pipeline.identity(3), Pipeline.data());
        List<Decision> decisions =
                Pipeline.decide(selector, rows.logit(123, 1, Double.NaN).logits(), 64);
        assertThat(Pipeline.accepted(decisions)).hasSize(299);
        assertThat(Pipeline.reason(decisions.get(123))).isEqualTo(AbstentionReason.NOT_FINITE);
    }
}
