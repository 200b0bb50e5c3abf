package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.evaluation.EvaluationPlan;
import io.demur.evaluation.Evaluator;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.logits.InputException;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.score.Score;
import io.demur.select.Decision;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages and functions on the demo's logits. */
class StagesTest {
    @TempDir
    static Path folder;

    private static Dataset<Row> rows;
    private static SelectorModel model;

    @BeforeAll
    static void fit() {
        DemoRows.export(folder);
        rows = DemoRows.table(folder.resolve("ls_val_logits.npy"), folder.resolve("val_labels.npy"))
                .repartition(3)
                .cache();
        model = new SelectorEstimator().setLogitsCol("logits").setMaxRisk(0.05).fit(rows);
        model.exportSelector(folder.resolve("selector.json"));
    }

    @Test
    void theEvaluatorGivesTheNumbersOfTheEvaluation() {
        Score score = Score.parse("logit-norm:p=5");
        SparkRows source =
                SparkRows.of("rows", rows, RowColumns.logits("logits").withLabel("label"));
        EvaluationPlan plan = EvaluationPlan.of(List.of(score));
        SelectiveClassificationEvaluator evaluator = new SelectiveClassificationEvaluator()
                .setLogitsCol("logits")
                .setScore(score.toString())
                .setMode("exact");
        ScoreEvaluation once = Evaluator.evaluate(source, plan).score(score);
        for (CurveMetric metric : List.of(CurveMetric.AURC, CurveMetric.N_AURC, CurveMetric.AUROC)) {
            double exact = once.metric(metric).value().get();
            evaluator.setMetricName(metric.toString());
            assertThat(evaluator.evaluate(rows)).as(metric.toString()).isEqualTo(exact);
            assertThat(evaluator.isLargerBetter()).isEqualTo(metric.direction() == CurveMetric.Direction.HIGHER);
        }
        Bounds bounds = Evaluator.evaluate(source, plan.with(EvaluationPlan.Mode.BOUNDED))
                .score(score)
                .metric(CurveMetric.AUROC)
                .bounds();
        evaluator.setMetricName("auroc_f").setMode("bounded");
        assertThat(evaluator.bounds(rows)).isEqualTo(bounds);
        assertThat(evaluator.evaluate(rows)).isEqualTo(bounds.lower().get());
    }

    @Test
    void anUndefinedMetricIsAnErrorThatSaysWhy() {
        Dataset<Row> right = rows.filter(col("label").equalTo(col("label"))).limit(1);
        SelectiveClassificationEvaluator evaluator =
                new SelectiveClassificationEvaluator().setLogitsCol("logits").setMetricName("auroc_f");
        assertThatThrownBy(() -> evaluator.evaluate(right))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("auroc_f: is undefined on this table: ");
    }

    @Test
    void stagesAreCopiedSavedAndLoaded() throws java.io.IOException {
        SelectiveClassificationEvaluator evaluator = new SelectiveClassificationEvaluator()
                .setLogitsCol("logits")
                .setScore("logit-norm:p=3")
                .setMetricName("augrc");
        assertThat(evaluator.copy(new ParamMap()).evaluate(rows)).isEqualTo(evaluator.evaluate(rows));
        evaluator.save(folder.resolve("evaluator").toString());
        SelectiveClassificationEvaluator loaded = SelectiveClassificationEvaluator.load(
                folder.resolve("evaluator").toString());
        assertThat(loaded.evaluate(rows)).isEqualTo(evaluator.evaluate(rows));

        SelectorEstimator estimator =
                new SelectorEstimator().setLogitsCol("logits").setMaxRisk(0.05).setSeed(1);
        estimator.save(folder.resolve("estimator").toString());
        SelectorModel again = SelectorEstimator.load(folder.resolve("estimator").toString())
                .copy(new ParamMap())
                .fit(rows);
        assertThat(again.getOrDefault(again.selector())).isEqualTo(model.getOrDefault(model.selector()));

        model.setConfidenceCol("kappa").save(folder.resolve("model").toString());
        SelectorModel read = SelectorModel.load(folder.resolve("model").toString());
        assertThat(read.transform(rows).columns()).contains("kappa", "accept", "reason");
        model.setConfidenceCol("confidence");
        assertThat(read.transform(rows).collectAsList())
                .isEqualTo(model.transform(rows).collectAsList());
    }

    @Test
    void decisionsAreThoseOfTheSelector() {
        Selector selector = model.asSelector();
        for (Row row : model.transform(rows).collectAsList()) {
            double[] logits = row.getList(1).stream()
                    .mapToDouble(number -> ((Number) number).doubleValue())
                    .toArray();
            boolean accepted = selector.decide(logits) instanceof Decision.Accepted;
            assertThat((boolean) row.getAs("accept")).isEqualTo(accepted);
            assertThat(row.<Object>getAs("reason")).isEqualTo(accepted ? null : "below-threshold");
        }
    }

    @Test
    void sqlFunctions() {
        rows.createOrReplaceTempView("rows");
        String file = folder.resolve("selector.json").toString();
        String score = model.asSelector().score().toString();
        List<Row> found = Sessions.get()
                .sql("SELECT id, demur_confidence(logits, '" + score + "') AS confidence, demur_accept(logits, '" + file
                        + "') AS accept, demur_decide(logits, '" + file + "').reason AS reason FROM rows ORDER BY id")
                .collectAsList();
        assertThat(found)
                .isEqualTo(model.transform(rows)
                        .select("id", "confidence", "accept", "reason")
                        .orderBy("id")
                        .collectAsList());
        assertThatThrownBy(() -> Sessions.get().sql("SELECT demur_confidence(id, 'msp') FROM rows"))
                .hasMessageContaining("logits are vectors or arrays of FLOAT or DOUBLE, not BIGINT");
        assertThatThrownBy(() -> Sessions.get().sql("SELECT demur_accept(logits) FROM rows"))
                .hasMessageContaining("needs logits, the file of a selector, and perhaps a group");
    }

    @Test
    void theAggregatorGivesTheBoundsOfEachGroup() {
        Dataset<Row> scored = model.transform(rows)
                .withColumn(
                        "wrong",
                        functions
                                .when(col("id").mod(lit(5)).equalTo(lit(0)), 1.0)
                                .otherwise(0.0));
        scored.createOrReplaceTempView("scored");
        Sessions.get()
                .udf()
                .register(
                        "aurc",
                        functions.udaf(new RiskCoverageAggregator("aurc[mean]"), RiskCoverageAggregator.input()));
        List<Row> found = Sessions.get()
                .sql("SELECT site, aurc(confidence, wrong) AS a FROM scored GROUP BY site ORDER BY site")
                .collectAsList();
        assertThat(found).hasSize(2);
        for (Row group : found) {
            io.demur.metric.BoundedAccumulator counts = new io.demur.metric.BoundedAccumulator();
            scored.filter(col("site").equalTo(group.getString(0)))
                    .collectAsList()
                    .forEach(row -> counts.add(row.getAs("confidence"), row.getAs("wrong")));
            Bounds bounds = CurveMetric.AURC.of(counts.curve());
            Row a = group.getStruct(1);
            assertThat(a.<Double>getAs("lower")).isEqualTo(bounds.lower().get());
            assertThat(a.<Double>getAs("upper")).isEqualTo(bounds.upper().get());
            assertThat(a.<Long>getAs("samples")).isEqualTo(counts.samples());
        }
    }
}
