package io.demur.cli;

import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoreFamily;
import io.demur.logits.InputException;
import io.demur.metric.CurveMetric;
import io.demur.metric.Loss;
import io.demur.score.BadRows;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which scores compete, and by what. */
final class TuningOptions {
    @Option(
            names = "--family",
            paramLabel = "LIST",
            description = "Kinds of score that compete: all, or a list (default: msp,logit-norm).")
    private String family = "msp,logit-norm";

    @Option(
            names = "--grid",
            paramLabel = "GRID",
            description = "Orders p: integer (default) from 1 to 10, or refine, then in quarters.")
    private String grid = "integer";

    @Option(
            names = "--objective",
            paramLabel = "METRIC",
            description = "What a score is chosen by: aurc (default) or augrc.")
    private String objective = "aurc";

    FitPlan plan(Loss loss, BadRows badRows, int threads) {
        return new FitPlan(
                ScoreFamily.of(family), grid(), objective(), FitPlan.usual().confidence(), loss, badRows, threads);
    }

    private FitPlan.Grid grid() {
        return switch (grid.toLowerCase(Locale.ROOT)) {
            case "integer" -> FitPlan.Grid.INTEGER;
            case "refine" -> FitPlan.Grid.REFINE;
            default -> throw new InputException("--grid", "'" + grid + "' is not integer or refine");
        };
    }

    private CurveMetric objective() {
        return switch (objective.toLowerCase(Locale.ROOT)) {
            case "aurc" -> CurveMetric.AURC;
            case "augrc" -> CurveMetric.AUGRC;
            default -> throw new InputException("--objective", "'" + objective + "' is not aurc or augrc");
        };
    }
}
