package io.demur.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.assertj.core.api.Assertions.assertThat;

import io.demur.metric.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.Tokenizer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Spark's own classifiers on real data, chosen by the evaluator, and a selector that decides as the command line does. */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = "DEMUR_DATA", matches = ".+")
class PipelineTest {
    private static final Path DATA = Path.of(String.valueOf(System.getenv("DEMUR_DATA")));

    @TempDir
    Path folder;

    @Test
    void bankMarketing() throws IOException {
        Dataset<Row> rows = Sessions.get()
                .read()
                .option("header", true)
                .option("inferSchema", true)
                .option("sep", ";")
                .csv(DATA.resolve("uci/bank-additional-full.csv").toString())
                .withColumn("id", monotonically_increasing_id());
        Dataset<Row> indexed = new StringIndexer()
                .setInputCol("y")
                .setOutputCol("label")
                .fit(rows)
                .transform(rows);
        String[] words = {"job", "marital", "education", "contact", "month", "poutcome"};
        String[] indices = Arrays.stream(words).map(w -> w + "Index").toArray(String[]::new);
        String[] vectors = Arrays.stream(words).map(w -> w + "Vector").toArray(String[]::new);
        List<String> features = new ArrayList<>(List.of(vectors));
        features.addAll(List.of("age", "campaign", "pdays", "previous", "euribor3m"));
        Pipeline preparation = new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer().setInputCols(words).setOutputCols(indices),
            new OneHotEncoder().setInputCols(indices).setOutputCols(vectors),
            new VectorAssembler().setInputCols(features.toArray(String[]::new)).setOutputCol("features")
        });
        Dataset<Row> prepared = preparation
                .fit(indexed)
                .transform(indexed)
                .select("id", "label", "features")
                .cache();
        LogisticRegression classifier = new LogisticRegression().setMaxIter(20);
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(classifier.regParam(), new double[] {0.001, 10})
                .build();
        Dataset<Row>[] parts = prepared.randomSplit(new double[] {0.6, 0.4}, 1);
        PipelineModel chosen = chosen(parts[0], classifier, grid);
        decidesAsTheCommandLine(chosen, parts[1], 0.09);
    }

    @Test
    void banking77() throws IOException {
        Dataset<Row> train = sentences("train.csv");
        Dataset<Row> test = sentences("test.csv");
        StringIndexer labels = new StringIndexer().setInputCol("category").setOutputCol("label");
        Pipeline preparation = new Pipeline().setStages(new PipelineStage[] {
            labels,
            new Tokenizer().setInputCol("text").setOutputCol("words"),
            new HashingTF().setInputCol("words").setOutputCol("features").setNumFeatures(2048)
        });
        PipelineModel prepared = preparation.fit(train);
        LogisticRegression classifier = new LogisticRegression().setMaxIter(15);
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(classifier.regParam(), new double[] {0.001, 1})
                .build();
        PipelineModel chosen = chosen(prepared.transform(train).cache(), classifier, grid);
        decidesAsTheCommandLine(chosen, prepared.transform(test), 0.1);
    }

    private static Dataset<Row> sentences(String file) {
        return Sessions.get()
                .read()
                .option("header", true)
                .option("multiLine", true)
                .option("escape", "\"")
                .csv(DATA.resolve("banking77").resolve(file).toString())
                .withColumn("id", monotonically_increasing_id());
    }

    /** The classifier of the smaller AURC over the folds: not the one that is shrunk to a constant. */
    private static PipelineModel chosen(Dataset<Row> rows, LogisticRegression classifier, ParamMap... grid) {
        SelectiveClassificationEvaluator evaluator = new SelectiveClassificationEvaluator();
        CrossValidatorModel validated = new CrossValidator()
                .setEstimator(new Pipeline().setStages(new PipelineStage[] {classifier}))
                .setEvaluator(evaluator)
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .setSeed(7)
                .fit(rows);
        double[] found = validated.avgMetrics();
        assertThat(found[0]).isPositive().isLessThan(found[1]);
        PipelineModel best = (PipelineModel) validated.bestModel();
        Dataset<Row> scored = best.transform(rows);
        Bounds bounded = evaluator.bounds(scored);
        double exact = evaluator.setMode("exact").evaluate(scored);
        assertThat(bounded.lower().get()).isLessThanOrEqualTo(exact);
        assertThat(bounded.upper().get()).isGreaterThanOrEqualTo(exact);
        return best;
    }

    private void decidesAsTheCommandLine(PipelineModel classifier, Dataset<Row> rows, double risk) throws IOException {
        Dataset<Row> scored = classifier
                .transform(rows)
                .select("id", "label", "rawPrediction")
                .cache();
        SelectorModel fitted =
                new SelectorEstimator().setMaxRisk(risk).setSeed(3).fit(scored);
        Path saved = folder.resolve("stage");
        new Pipeline()
                .setStages(new PipelineStage[] {fitted})
                .fit(scored)
                .write()
                .overwrite()
                .save(saved.toString());
        PipelineModel loaded = PipelineModel.load(saved.toString());
        SelectorModel again = (SelectorModel) loaded.stages()[0];
        assertThat(again.asSelector()).usingRecursiveComparison().isEqualTo(fitted.asSelector());
        Path selector = folder.resolve("selector.json");
        again.exportSelector(selector);
        assertThat(SelectorModel.importSelector(selector).asSelector().score())
                .isEqualTo(fitted.asSelector().score());

        List<Row> decided = loaded.transform(scored).orderBy(col("id")).collectAsList();
        Path csv = folder.resolve("rows.csv");
        Files.write(csv, text(decided));
        List<String> lines = DemoRows.command("decide", selector, csv, "--quiet")
                .lines()
                .skip(1)
                .toList();
        assertThat(lines).hasSameSizeAs(decided);
        assertThat(decided.stream().map(row -> (boolean) row.getAs("accept")).distinct())
                .hasSize(2);
        for (int i = 0; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            Row row = decided.get(i);
            assertThat(fields[1]).as("row %s", i).isEqualTo(row.<Boolean>getAs("accept") ? "1" : "0");
            assertThat(Double.parseDouble(fields[4])).isEqualTo(row.<Double>getAs("confidence"));
            assertThat(fields[5]).isEqualTo(row.getAs("reason") == null ? "" : row.<String>getAs("reason"));
        }
    }

    private static List<String> text(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            double[] logits = row.<Vector>getAs("rawPrediction").toArray();
            if (lines.isEmpty()) {
                StringBuilder head = new StringBuilder();
                for (int k = 0; k < logits.length; k++) {
                    head.append(k == 0 ? "c" : ",c").append(k);
                }
                lines.add(head.toString());
            }
            StringBuilder line = new StringBuilder();
            for (double logit : logits) {
                line.append(line.isEmpty() ? "" : ",").append(logit);
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
