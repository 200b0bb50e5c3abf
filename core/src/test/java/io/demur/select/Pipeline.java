package io.demur.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.FittedScore;
import io.demur.evaluation.Model;
import io.demur.evaluation.ScoreFamily;
import io.demur.evaluation.ScoreFit;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.GroupedCertification;
import io.demur.guarantee.GroupedLosses;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** From tuning and certification rows to a selector, as a caller would do it. */
final class Pipeline {
    static final Confidence CONFIDENCE = Confidence.of(0.95);
    static final Procedure FIXED = Procedure.parse("fixed-sequence");

    final Model certification;
    final FittedScore fitted;
    final ScoredSample sample;

    Pipeline(Model tuning, Model certification, String family) {
        FitPlan plan = FitPlan.usual().with(ScoreFamily.of(family));
        this.certification = certification;
        fitted = ScoreFit.tune(tuning.logits(), tuning.labels(), plan);
        sample = fitted.score(certification.logits(), certification.labels());
    }

    static ModelIdentity identity(int classes) {
        return new ModelIdentity("a model", classes, "float64");
    }

    static DataIdentity data() {
        return new DataIdentity("rows:1:00", "rows:1:01", Optional.of("spring"));
    }

    /** A selector for {@code score} with one rule that nobody certified. */
    static Selector template(Score score, int classes) {
        Rule rule = new Rule(
                Rule.EVERYTHING,
                new io.demur.guarantee.GroupRule(
                        io.demur.guarantee.GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP,
                        java.util.OptionalDouble.empty()),
                Optional.empty());
        return new Selector(
                "answers", score, Grouping.NONE, List.of(rule), List.of(), identity(classes), data(), List.of());
    }

    GroupedCertification certifyGroups(int[] tuningGroups, int[] groups, List<String> names, double risk) {
        return FIXED.certifyGroups(
                GroupedLosses.of(fitted.tuning().losses(), tuningGroups, names),
                GroupedLosses.of(sample.losses(), groups, names),
                MaxRisk.of(risk),
                CONFIDENCE);
    }

    Selector selector(Grouping grouping, GroupedCertification groups, UncertifiedGroups uncertified) {
        return Selector.grouped(template(fitted.score(), sample.classes()), grouping, groups, uncertified);
    }

    /** Decides every row through tiles of a capacity. */
    static List<Decision> decide(Selector selector, Logits logits, int capacity, int... groups) {
        LogitTile tile = new LogitTile(logits.classes(), capacity);
        Decider decider = new Decider(selector, tile);
        Logits.Pass pass = logits.pass();
        List<Decision> decisions = new ArrayList<>();
        while (pass.next(tile)) {
            int first = (int) tile.firstRow();
            decider.decide(tile, r -> groups[first + r]);
            IntStream.range(0, tile.rows()).mapToObj(decider::decision).forEach(decisions::add);
        }
        return decisions;
    }

    static int[] accepted(List<Decision> decisions) {
        return IntStream.range(0, decisions.size())
                .filter(i -> decisions.get(i) instanceof Decision.Accepted)
                .toArray();
    }

    static AbstentionReason reason(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Abstained.class);
        return ((Decision.Abstained) decision).reason();
    }
}
