package io.demur.guarantee;

import static io.demur.guarantee.Population.atom;
import static org.assertj.core.api.Assertions.assertThat;

import io.demur.guarantee.Population.Loss;
import io.demur.math.ClopperPearson;
import io.demur.metric.ScoredLosses;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The promise itself: over many draws of both samples from populations of known risk, a certificate is issued for a
 * threshold whose true risk is above r in at most a share delta of the draws.
 *
 * <p>A test fails when the one-sided 99.9 % lower bound of the violation share is above delta. It prints the share and
 * what is bought: the mean and the median true coverage, 0 where infeasible.
 */
class ViolationTest {
    private static final MaxRisk R = MaxRisk.of(0.05);
    private static final Confidence CONFIDENCE = Confidence.of(0.9);
    private static final int TUNE = 500;
    private static final int CERTIFY = 600;

    /** What one draw led to. */
    private record Outcome(boolean violation, double coverage) {
        static final Outcome INFEASIBLE = new Outcome(false, 0);

        static Outcome at(double threshold, Population population) {
            return new Outcome(population.risk(threshold) > R.value(), population.coverage(threshold));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "JUST_ABOVE, ERRORS, fixed-sequence",
        "JUST_ABOVE, ERRORS, bonferroni-holm",
        "RISING, ERRORS, fixed-sequence:starts=3",
        "BUMPY, FRACTIONS, fixed-sequence",
    })
    void certificatesHoldInAThousandDraws(Design design, Loss loss, String procedure) {
        judge(1_000, design + " " + loss + " " + procedure, certifying(design.population(loss), procedure));
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "JUST_ABOVE, ERRORS, fixed-sequence",
        "JUST_ABOVE, ERRORS, fixed-sequence:starts=3",
        "JUST_ABOVE, ERRORS, bonferroni-holm",
        "JUST_ABOVE, FRACTIONS, fixed-sequence",
        "JUST_ABOVE, FRACTIONS, bonferroni-holm",
        "ONE_ATOM, ERRORS, fixed-sequence",
        "ONE_ATOM, ERRORS, bonferroni-holm",
        "RISING, ERRORS, fixed-sequence",
        "RISING, ERRORS, fixed-sequence:starts=3",
        "RISING, ERRORS, bonferroni-holm",
        "RISING, FRACTIONS, fixed-sequence",
        "RISING, FRACTIONS, bonferroni-holm",
        "BUMPY, ERRORS, fixed-sequence",
        "BUMPY, ERRORS, fixed-sequence:starts=3",
        "BUMPY, ERRORS, bonferroni-holm",
        "BUMPY, FRACTIONS, fixed-sequence",
        "JUST_ABOVE, FRACTIONS, fixed-sequence:starts=3",
        "RISING, FRACTIONS, fixed-sequence:starts=3",
        "BUMPY, FRACTIONS, fixed-sequence:starts=3",
    })
    void certificatesHoldInTenThousandDraws(Design design, Loss loss, String procedure) {
        judge(10_000, design + " " + loss + " " + procedure, certifying(design.population(loss), procedure));
    }

    @ParameterizedTest(name = "{0} draws")
    @CsvSource({"300"})
    void groupsHoldTogether(int draws) {
        judge(draws, "three groups", ViolationTest::certifyingGroups);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} draws")
    @CsvSource({"10000"})
    void groupsHoldTogetherInManyDraws(int draws) {
        judge(draws, "three groups", ViolationTest::certifyingGroups);
    }

    @ParameterizedTest(name = "{0} draws")
    @CsvSource({"1000"})
    void aListOfRisksAtOneThresholdHolds(int draws) {
        judge(draws, "minimum coverage", ViolationTest::certifyingCoverage);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} draws")
    @CsvSource({"10000"})
    void aListOfRisksAtOneThresholdHoldsInManyDraws(int draws) {
        judge(draws, "minimum coverage", ViolationTest::certifyingCoverage);
    }

    /** Several risks that share delta: a draw violates if any of the certificates is false. */
    @Tag("slow")
    @ParameterizedTest(name = "{0}")
    @CsvSource({"JUST_ABOVE", "RISING", "BUMPY"})
    void certificatesOfSeveralRisksHoldTogetherInTenThousandDraws(Design design) {
        Population population = design.population(Loss.ERRORS);
        RiskList risks = RiskList.of(0.02, 0.03, R.value(), 0.08);
        judge(10_000, design + ", four risks", seed -> {
            SplittableRandom random = random(seed);
            Candidates candidates = Candidates.from(population.draw(TUNE, random));
            List<Certification> each =
                    FixedSequence.DEFAULT.certifyEach(candidates, population.draw(CERTIFY, random), risks, CONFIDENCE);
            boolean violation = each.stream()
                    .anyMatch(result -> result instanceof Certified certified
                            && population.risk(certified.threshold())
                                    > certified.terms().maxRisk().value());
            return new Outcome(violation, outcome(each.get(2), population).coverage);
        });
    }

    /** The group is what the row shows of itself: predicted classes are of a size that chance decides, one of them rare. */
    @Tag("slow")
    @ParameterizedTest(name = "{0} draws")
    @CsvSource({"10000"})
    void predictedClassesHoldTogetherInTenThousandDraws(int draws) {
        judge(draws, "predicted classes", ViolationTest::certifyingPredictedClasses);
    }

    /**
     * What the candidates from a tuning sample are for: thresholds read off the certification sample, each with its
     * Clopper-Pearson bound at delta, violate on the same draws on which a certificate holds.
     */
    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1"})
    void thresholdsReadOffTheCertificationSampleViolate(long seed) {
        Population population = Design.JUST_ABOVE.population(Loss.ERRORS);
        List<Outcome> naive = outcomes(1_000, i -> {
            ScoredLosses sample = population.draw(CERTIFY, random(seed + i));
            Candidates own = Candidates.from(sample);
            for (int c = own.size() - 1; c >= 0; c--) {
                long errors = (long) own.tuning().lossSum(c);
                if (ClopperPearson.upper(own.tuning().accepted(c), errors, CONFIDENCE.delta()) <= R.value()) {
                    return Outcome.at(own.threshold(c), population);
                }
            }
            return Outcome.INFEASIBLE;
        });
        assertThat(lowerBound(naive)).isGreaterThan(CONFIDENCE.delta());
        report("thresholds read off the certification sample", naive);
    }

    /**
     * Counted by rank, a bound takes the first rows of a tie and its threshold lets the rest through. In a file whose right
     * rows come first that is false in every draw; the certificate holds.
     */
    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1"})
    void boundsCountedByRankViolateUnderTies(long seed) {
        Population population = new Population(Loss.ERRORS, atom(1, 0.141));
        List<Outcome> byRank = outcomes(500, i -> {
            ScoredLosses sample = population.draw(CERTIFY, random(seed + i));
            int right = 0;
            for (int row = 0; row < CERTIFY; row++) {
                right += sample.loss(row) == 0 ? 1 : 0;
            }
            boolean claimed = ClopperPearson.upper(right, 0, CONFIDENCE.delta()) <= R.value();
            return claimed ? Outcome.at(0, population) : Outcome.INFEASIBLE;
        });
        assertThat(byRank).allMatch(Outcome::violation);
        judge(500, "one tie", certifying(population, "fixed-sequence"));
    }

    private static LongFunction<Outcome> certifying(Population population, String text) {
        Procedure procedure = Procedure.parse(text);
        return seed -> {
            SplittableRandom random = random(seed);
            Candidates candidates = Candidates.from(population.draw(TUNE, random));
            return outcome(procedure.certify(candidates, population.draw(CERTIFY, random), R, CONFIDENCE), population);
        };
    }

    private static Outcome outcome(Certification result, Population population) {
        return result instanceof Certified certified
                ? Outcome.at(certified.threshold(), population)
                : Outcome.INFEASIBLE;
    }

    /** Groups of one row each in turn, with the populations of three designs; any false certificate is a violation. */
    private static Outcome certifyingGroups(long seed) {
        List<Population> populations = List.of(
                Design.JUST_ABOVE.population(Loss.ERRORS),
                Design.RISING.population(Loss.ERRORS),
                Design.ONE_ATOM.population(Loss.ERRORS));
        SplittableRandom random = random(seed);
        GroupedCertification result = FixedSequence.DEFAULT.certifyGroups(
                grouped(populations, TUNE, random), grouped(populations, CERTIFY, random), R, CONFIDENCE);
        boolean violation = false;
        double coverage = 0;
        for (int g = 0; g < populations.size(); g++) {
            Outcome outcome = outcome(result.groups().get(g), populations.get(g));
            violation |= outcome.violation;
            coverage += outcome.coverage / populations.size();
        }
        return new Outcome(violation, coverage);
    }

    private static Outcome certifyingPredictedClasses(long seed) {
        List<Population> populations = List.of(
                Design.JUST_ABOVE.population(Loss.ERRORS),
                Design.RISING.population(Loss.ERRORS),
                Design.BUMPY.population(Loss.ERRORS));
        SplittableRandom random = random(seed);
        GroupedCertification result = FixedSequence.DEFAULT.certifyGroups(
                predicted(populations, 3 * TUNE, random), predicted(populations, 3 * CERTIFY, random), R, CONFIDENCE);
        boolean violation = false;
        double coverage = 0;
        for (int g = 0; g < populations.size(); g++) {
            Outcome outcome = outcome(result.groups().get(g), populations.get(g));
            violation |= outcome.violation;
            coverage += outcome.coverage / populations.size();
        }
        return new Outcome(violation, coverage);
    }

    /** Each row predicts the first class in 60, the second in 37 and the third in 3 of 100 cases. */
    private static GroupedLosses predicted(List<Population> populations, int rows, SplittableRandom random) {
        double[] confidence = new double[rows];
        double[] loss = new double[rows];
        int[] prediction = new int[rows];
        for (int i = 0; i < rows; i++) {
            double u = random.nextDouble();
            prediction[i] = u < 0.6 ? 0 : u < 0.97 ? 1 : 2;
            ScoredLosses row = populations.get(prediction[i]).draw(1, random);
            confidence[i] = row.confidence(0);
            loss[i] = row.loss(0);
        }
        return GroupedLosses.of(ScoredLosses.of(confidence, loss), prediction, List.of("0", "1", "2"));
    }

    private static GroupedLosses grouped(List<Population> populations, int each, SplittableRandom random) {
        int groups = populations.size();
        double[] confidence = new double[each * groups];
        double[] loss = new double[each * groups];
        int[] group = new int[each * groups];
        for (int g = 0; g < groups; g++) {
            ScoredLosses part = populations.get(g).draw(each, random);
            for (int i = 0; i < each; i++) {
                int row = i * groups + g;
                confidence[row] = part.confidence(i);
                loss[row] = part.loss(i);
                group[row] = g;
            }
        }
        return GroupedLosses.of(ScoredLosses.of(confidence, loss), group, List.of("a", "b", "c"));
    }

    /** The list brackets the true risk closely, so that the smallest certified r is often near it. */
    private static Outcome certifyingCoverage(long seed) {
        Population population = Design.RISING.population(Loss.ERRORS);
        SplittableRandom random = random(seed);
        CoverageCertification result = MinCoverage.of(0.6)
                .certify(
                        population.draw(TUNE, random),
                        population.draw(CERTIFY, random),
                        RiskList.of(0.02, 0.0275, 0.03, 0.031, 0.0312, 0.032, 0.035, 0.04, 0.06),
                        CONFIDENCE);
        if (result.certification() instanceof Certified certified) {
            double risk = population.risk(certified.threshold());
            return new Outcome(risk > certified.terms().maxRisk().value(), population.coverage(certified.threshold()));
        }
        return Outcome.INFEASIBLE;
    }

    /** Streams of neighbouring seeds are unrelated; those of multiples of the golden gamma would be one stream, shifted. */
    private static SplittableRandom random(long seed) {
        return new SplittableRandom(20_260_101 + seed);
    }

    private static List<Outcome> outcomes(int draws, LongFunction<Outcome> draw) {
        return LongStream.range(0, draws).parallel().mapToObj(draw).toList();
    }

    private static void judge(int draws, String what, LongFunction<Outcome> draw) {
        List<Outcome> outcomes = outcomes(draws, draw);
        report(what, outcomes);
        assertThat(lowerBound(outcomes)).isLessThanOrEqualTo(CONFIDENCE.delta());
    }

    private static double lowerBound(List<Outcome> outcomes) {
        return ClopperPearson.lower(outcomes.size(), violations(outcomes), 0.001);
    }

    private static long violations(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::violation).count();
    }

    private static void report(String what, List<Outcome> outcomes) {
        double[] coverage =
                outcomes.stream().mapToDouble(Outcome::coverage).sorted().toArray();
        double mean = outcomes.stream().mapToDouble(Outcome::coverage).average().orElse(0);
        System.out.printf(
                "%s: %d draws, violated %.4f (delta %.2f), true coverage mean %.3f median %.3f%n",
                what,
                outcomes.size(),
                (double) violations(outcomes) / outcomes.size(),
                CONFIDENCE.delta(),
                mean,
                coverage[coverage.length / 2]);
    }
}
