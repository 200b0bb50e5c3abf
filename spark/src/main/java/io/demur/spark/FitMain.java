package io.demur.spark;

import io.demur.evaluation.CertificationPlan;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoreFamily;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.io.json.FitJson;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses a score, certifies a threshold, and writes both as a selector. */
@Command(
        name = "fit",
        description = "Choose a confidence score on some rows, certify a threshold on others, and write the selector;"
                + " exit code 3 where none can be certified.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FitMain implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "The table of the rows that tune.")
    private String path = "";

    @Mixin
    private TableOptions table;

    @Option(names = "--certify", paramLabel = "PATH", description = "The table of the rows that certify.")
    private @Nullable String certify;

    @Option(names = "--certify-share", paramLabel = "S", description = "Without --certify: this share (0.5).")
    private double certifyShare = 0.5;

    @Option(names = "--seed", paramLabel = "N", description = "Of the division (1).")
    private long seed = 1;

    @Option(names = "--max-risk", required = true, paramLabel = "R", description = "Largest risk of the answered.")
    private double maxRisk;

    @Option(names = "--confidence", paramLabel = "C", description = "Confidence of the certificate (0.95).")
    private double confidence = 0.95;

    @Option(names = "--method", paramLabel = "METHOD", description = "fixed-sequence (default) or bonferroni-holm.")
    private String method = "fixed-sequence";

    @Option(names = "--family", paramLabel = "LIST", description = "Kinds of score that compete (msp,logit-norm).")
    private String family = "msp,logit-norm";

    @Option(names = "--by-predicted-class", description = "Each predicted class is a group.")
    private boolean byPredictedClass;

    @Option(names = "--pool-uncertified", description = "Groups without a certificate get the pooled threshold.")
    private boolean pool;

    @Option(names = "--name", paramLabel = "NAME", description = "What the model is called.")
    private String name = "model";

    @Option(names = "--period", paramLabel = "TEXT", description = "When the data were collected.")
    private @Nullable String period;

    @Option(names = "--json", paramLabel = "FILE", description = "Write what was found as JSON; - standard output.")
    private @Nullable String json;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The selector's file, on the driver.")
    private String output = "";

    FitMain() {}

    @Override
    public Integer call() {
        ResultFile.check(output);
        SelectorFit fit = plan();
        SparkRows rows = SparkRows.of(path, table.table(path), table.labelled());
        SelectorFit.Names names = new SelectorFit.Names(name, name, table.classNames(), Optional.ofNullable(period));
        SelectorFit.Result result = certify == null
                ? fit.fit(rows, names)
                : fit.fit(rows, SparkRows.of(certify, table.table(certify), table.labelled()), names);
        if (json != null) {
            ResultFile.write(json, Json.write(FitJson.of(Main.version(), result.outcome())));
        }
        if (result.selector().isEmpty()) {
            System.err.println(
                    "demur-spark: " + SelectorFit.infeasible(result.outcome()).getMessage());
            return Main.INFEASIBLE;
        }
        ResultFile.write(output, Json.write(SelectorJson.of(result.selector().get())));
        return 0;
    }

    private SelectorFit plan() {
        CertificationPlan certification = new CertificationPlan(
                Procedure.parse(method), new CertificationPlan.AtRisk(MaxRisk.of(maxRisk)), Confidence.of(confidence));
        Grouping grouping =
                byPredictedClass ? Grouping.PREDICTED_CLASS : table.grouped() ? Grouping.COLUMN : Grouping.NONE;
        return new SelectorFit(
                FitPlan.usual().with(ScoreFamily.of(family)).with(table.badRows()),
                certification,
                grouping,
                pool ? UncertifiedGroups.POOLED : UncertifiedGroups.ABSTAIN,
                new DataIdentity.Split(certifyShare, seed));
    }
}
