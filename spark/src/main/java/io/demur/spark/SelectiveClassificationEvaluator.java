package io.demur.spark;

import io.demur.evaluation.EvaluationPlan;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;
import io.demur.score.Score;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.evaluation.Evaluator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;

/**
 * How well a classifier's confidence ranks its own mistakes, as one number: what {@code CrossValidator} and
 * {@code TrainValidationSplit} choose by when predictions will be filtered by confidence.
 *
 * <p>Parameters: {@code logitsCol} ("rawPrediction") and what it holds, {@code input} ("logits", "probabilities" or
 * "log-probabilities"); {@code labelCol} ("label"); {@code score} ("msp"), any score by its text; {@code metricName}
 * ("aurc[mean]"), any metric of a risk-coverage curve by the name of its convention; {@code mode}: "bounded" (default) counts
 * in one pass without a sort and gives the worse bound, "exact" sorts by Spark and gives the value.
 *
 * <p>The rawPrediction of Spark's logistic regression and multilayer perceptron are logits. That of its trees and of
 * naive Bayes are other things: use "probability" with "probabilities" there. A metric that is undefined, such as auroc_f
 * without an error, is an error that says why, never NaN, which Spark would take for the best.
 */
public final class SelectiveClassificationEvaluator extends Evaluator implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> logitsCol;
    private final Param<String> input;
    private final Param<String> labelCol;
    private final Param<String> score;
    private final Param<String> metricName;
    private final Param<String> mode;

    /** With the defaults. */
    public SelectiveClassificationEvaluator() {
        this(Identifiable$.MODULE$.randomUID("selectiveEvaluator"));
    }

    /** With the defaults, under a given identity. */
    public SelectiveClassificationEvaluator(String uid) {
        this.uid = uid;
        logitsCol = StageParams.of(this, "logitsCol", "column of vectors or arrays", "rawPrediction");
        input = StageParams.of(this, "input", "what logitsCol holds", InputKind.LOGITS.toString());
        labelCol = StageParams.of(this, "labelCol", "column of the labels", "label");
        score = StageParams.of(this, "score", "confidence score", "msp");
        metricName = StageParams.of(this, "metricName", "name of the metric", CurveMetric.AURC.toString());
        mode = StageParams.of(this, "mode", "bounded or exact", "bounded");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Column of vectors or arrays. */
    public Param<String> logitsCol() {
        return logitsCol;
    }

    /** What that column holds. */
    public Param<String> input() {
        return input;
    }

    /** Column of the labels. */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** Confidence score. */
    public Param<String> score() {
        return score;
    }

    /** Name of the metric. */
    public Param<String> metricName() {
        return metricName;
    }

    /** Bounded or exact. */
    public Param<String> mode() {
        return mode;
    }

    /** Sets {@link #logitsCol()}. */
    public SelectiveClassificationEvaluator setLogitsCol(String value) {
        set(logitsCol, value);
        return this;
    }

    /** Sets {@link #input()}. */
    public SelectiveClassificationEvaluator setInput(String value) {
        set(input, InputKind.parse(value).toString());
        return this;
    }

    /** Sets {@link #labelCol()}. */
    public SelectiveClassificationEvaluator setLabelCol(String value) {
        set(labelCol, value);
        return this;
    }

    /** Sets {@link #score()}. */
    public SelectiveClassificationEvaluator setScore(String value) {
        set(score, Score.parse(value).toString());
        return this;
    }

    /** Sets {@link #metricName()}. */
    public SelectiveClassificationEvaluator setMetricName(String value) {
        set(metricName, CurveMetric.parse(value).toString());
        return this;
    }

    /** Sets {@link #mode()}. */
    public SelectiveClassificationEvaluator setMode(String value) {
        set(mode, mode(value).toString().toLowerCase(Locale.ROOT));
        return this;
    }

    private static EvaluationPlan.Mode mode(String text) {
        return switch (text) {
            case "bounded" -> EvaluationPlan.Mode.BOUNDED;
            case "exact" -> EvaluationPlan.Mode.EXACT;
            default -> throw new InputException("mode", "'" + text + "' is not bounded or exact");
        };
    }

    @Override
    public boolean isLargerBetter() {
        return metric().direction() == CurveMetric.Direction.HIGHER;
    }

    private CurveMetric metric() {
        return CurveMetric.parse(getOrDefault(metricName));
    }

    /**
     * The metric of a table; in bounded mode the bound on the worse side.
     *
     * @throws InputException if it is undefined there, or the table cannot be used
     */
    @Override
    public double evaluate(Dataset<?> dataset) {
        Bounds bounds = bounds(dataset);
        Value worse = isLargerBetter() ? bounds.lower() : bounds.upper();
        return worse.number()
                .orElseThrow(() -> new InputException(metric().toString(), "is undefined on this table: " + worse));
    }

    /** Bounds that contain the metric of a table; equal where it is known exactly. */
    public Bounds bounds(Dataset<?> dataset) {
        RowColumns columns = RowColumns.logits(getOrDefault(logitsCol))
                .with(InputKind.parse(getOrDefault(input)))
                .withLabel(getOrDefault(labelCol));
        SparkRows rows = SparkRows.of("table", dataset, columns);
        Score by = Score.parse(getOrDefault(score));
        if (mode(getOrDefault(mode)) == EvaluationPlan.Mode.EXACT) {
            return Bounds.exact(metric().of(rows.sortedCurve(by)));
        }
        EvaluationPlan plan = EvaluationPlan.of(List.of(by)).with(EvaluationPlan.Mode.BOUNDED);
        return io.demur.evaluation.Evaluator.evaluate(rows, plan)
                .score(by)
                .metric(metric())
                .bounds();
    }

    @Override
    public SelectiveClassificationEvaluator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads what was saved. */
    public static MLReader<SelectiveClassificationEvaluator> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads what was saved. */
    public static SelectiveClassificationEvaluator load(String path) {
        return read().load(path);
    }
}
