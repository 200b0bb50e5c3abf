package io.demur.spark;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.json.EvaluationJson;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.metric.Loss;
import io.demur.score.Score;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how well every score ranks a model's mistakes. */
@Command(
        name = "evaluate",
        description = "Measure how well confidence ranks mistakes: every score by every metric, as JSON.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class EvaluateMain implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "The table.")
    private String path = "";

    @Mixin
    private TableOptions table;

    @Option(
            names = "--scores",
            paramLabel = "LIST",
            description = "usual (default), or scores separated by semicolons, for example 'msp;logit-norm:p=5'.")
    private String scores = "usual";

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "bounded (default) counts in fixed memory and gives bounds; exact brings the scores of every row"
                            + " to the driver.")
    private String mode = "bounded";

    @Option(names = "--risk", paramLabel = "LIST", split = ",", description = "Coverage at these risks (0.01,0.05).")
    private List<Double> risks = List.of(0.01, 0.05);

    @Option(names = "--coverage", paramLabel = "LIST", split = ",", description = "Risk at these coverages (0.8).")
    private List<Double> coverages = List.of(0.8);

    @Option(names = "--confidence", paramLabel = "C", description = "Confidence of the intervals (0.95).")
    private double confidence = 0.95;

    @Option(names = "--name", paramLabel = "NAME", description = "What the model is called.")
    private String name = "model";

    @Option(names = "--json", paramLabel = "FILE", description = "Where the result goes; - (default): standard output.")
    private String json = ResultFile.STANDARD_OUTPUT;

    EvaluateMain() {}

    @Override
    public Integer call() {
        EvaluationPlan.Mode kept = mode();
        ResultFile.check(json);
        SparkRows rows = SparkRows.of(path, table.table(path), table.labelled());
        Evaluation evaluation = Evaluator.evaluate(rows, plan(rows.classes()).with(kept));
        EvaluatedModel model = EvaluatedModel.of(name, evaluation, table.classNames());
        ResultFile.write(json, Json.write(EvaluationJson.of(Main.version(), List.of(model), false)));
        return 0;
    }

    private EvaluationPlan.Mode mode() {
        return switch (mode) {
            case "bounded" -> EvaluationPlan.Mode.BOUNDED;
            case "exact" -> EvaluationPlan.Mode.EXACT;
            default -> throw new InputException("--mode", "'" + mode + "' is not exact or bounded");
        };
    }

    private EvaluationPlan plan(int classes) {
        List<Score> asked = scores.equals("usual")
                ? EvaluationPlan.usualScores(classes)
                : Arrays.stream(scores.split(";", -1)).map(Score::parse).toList();
        return EvaluationPlan.of(asked)
                .with(table.badRows())
                .with(Loss.error())
                .withConfidence(confidence)
                .at(risks, coverages);
    }
}
