package io.demur.spark;

import io.demur.evaluation.CertificationPlan;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoreFamily;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.guarantee.Procedure;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.logits.InputException;
import io.demur.logits.InputKind;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Chooses a confidence score and certifies a threshold on the rows of a table, as {@code demur fit} does on a file: the same
 * selector to the last digit. Rows are divided by their content into those that tune and those that certify.
 *
 * <p>The rows must not be those on which the classifier was trained: a classifier is surer of what it has seen, and the
 * certificate would promise what it does not keep. So this stage belongs behind a fitted classifier, on fresh rows.
 *
 * <p>Parameters: {@code logitsCol} ("rawPrediction") and what it holds, {@code input} ("logits"), {@code labelCol} ("label"), {@code groupCol} (none: one rule for
 * all), {@code maxRisk} (0.01), {@code confidence} (0.95), {@code family} ("msp,logit-norm"), {@code method}
 * ("fixed-sequence"), {@code certifyShare} (0.5), {@code seed} (1), {@code uncertifiedGroups} ("abstain" or "pooled"),
 * {@code selectorName} ("logits"). Where no threshold can be certified, fitting is an error that says so.
 */
public final class SelectorEstimator extends Estimator<SelectorModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> logitsCol;
    private final Param<String> input;
    private final Param<String> labelCol;
    private final Param<String> groupCol;
    private final Param<Object> maxRisk;
    private final Param<Object> confidence;
    private final Param<String> family;
    private final Param<String> method;
    private final Param<Object> certifyShare;
    private final Param<Object> seed;
    private final Param<String> uncertifiedGroups;
    private final Param<String> selectorName;

    /** With the defaults. */
    public SelectorEstimator() {
        this(Identifiable$.MODULE$.randomUID("selectorEstimator"));
    }

    /** With the defaults, under a given identity. */
    public SelectorEstimator(String uid) {
        this.uid = uid;
        logitsCol = StageParams.of(this, "logitsCol", "column of vectors or arrays", "rawPrediction");
        input = StageParams.of(this, "input", "what logitsCol holds", InputKind.LOGITS.toString());
        labelCol = StageParams.of(this, "labelCol", "column of the labels", "label");
        groupCol = StageParams.of(this, "groupCol", "column of the groups", "");
        maxRisk = StageParams.number(this, "maxRisk", "largest risk of the answered", 0.01);
        confidence = StageParams.number(this, "confidence", "confidence of the certificate", 0.95);
        family = StageParams.of(this, "family", "kinds of score that compete", "msp,logit-norm");
        method = StageParams.of(this, "method", "how thresholds share the error", "fixed-sequence");
        certifyShare = StageParams.number(this, "certifyShare", "share held back to certify", 0.5);
        seed = StageParams.whole(this, "seed", "of the division", 1);
        uncertifiedGroups = StageParams.of(this, "uncertifiedGroups", "abstain or pooled", "abstain");
        selectorName = StageParams.of(this, "selectorName", "what the selector is called", "logits");
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Column of vectors or arrays. */
    public Param<String> logitsCol() {
        return logitsCol;
    }

    /** What that column holds: logits, probabilities or log-probabilities. */
    public Param<String> input() {
        return input;
    }

    /** Column of the labels. */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** Column of the groups; empty for one rule for all. */
    public Param<String> groupCol() {
        return groupCol;
    }

    /** Largest risk of the answered. */
    public Param<Object> maxRisk() {
        return maxRisk;
    }

    /** Confidence of the certificate. */
    public Param<Object> confidence() {
        return confidence;
    }

    /** Kinds of score that compete. */
    public Param<String> family() {
        return family;
    }

    /** How thresholds share the error. */
    public Param<String> method() {
        return method;
    }

    /** Share held back to certify. */
    public Param<Object> certifyShare() {
        return certifyShare;
    }

    /** Of the division. */
    public Param<Object> seed() {
        return seed;
    }

    /** What groups without a certificate get. */
    public Param<String> uncertifiedGroups() {
        return uncertifiedGroups;
    }

    /** What the selector is called. */
    public Param<String> selectorName() {
        return selectorName;
    }

    /** Sets {@link #logitsCol()}. */
    public SelectorEstimator setLogitsCol(String value) {
        set(logitsCol, value);
        return this;
    }

    /** Sets {@link #input()}. */
    public SelectorEstimator setInput(String value) {
        set(input, InputKind.parse(value).toString());
        return this;
    }

    /** Sets {@link #labelCol()}. */
    public SelectorEstimator setLabelCol(String value) {
        set(labelCol, value);
        return this;
    }

    /** Sets {@link #groupCol()}. */
    public SelectorEstimator setGroupCol(String value) {
        set(groupCol, value);
        return this;
    }

    /** Sets {@link #maxRisk()}. */
    public SelectorEstimator setMaxRisk(double value) {
        set(maxRisk, value);
        return this;
    }

    /** Sets {@link #confidence()}. */
    public SelectorEstimator setConfidence(double value) {
        set(confidence, value);
        return this;
    }

    /** Sets {@link #family()}. */
    public SelectorEstimator setFamily(String value) {
        set(family, value);
        return this;
    }

    /** Sets {@link #method()}. */
    public SelectorEstimator setMethod(String value) {
        set(method, value);
        return this;
    }

    /** Sets {@link #certifyShare()}. */
    public SelectorEstimator setCertifyShare(double value) {
        set(certifyShare, value);
        return this;
    }

    /** Sets {@link #seed()}. */
    public SelectorEstimator setSeed(long value) {
        set(seed, value);
        return this;
    }

    /** Sets {@link #uncertifiedGroups()}. */
    public SelectorEstimator setUncertifiedGroups(String value) {
        set(uncertifiedGroups, value);
        return this;
    }

    /** Sets {@link #selectorName()}. */
    public SelectorEstimator setSelectorName(String value) {
        set(selectorName, value);
        return this;
    }

    /**
     * Fits on a table.
     *
     * @throws InputException if it cannot be used, or nothing can be certified on it
     */
    @Override
    public SelectorModel fit(Dataset<?> dataset) {
        String group = getOrDefault(groupCol);
        RowColumns logits = RowColumns.logits(getOrDefault(logitsCol))
                .with(InputKind.parse(getOrDefault(input)))
                .withLabel(getOrDefault(labelCol));
        SparkRows rows = SparkRows.of("table", dataset, group.isEmpty() ? logits : logits.withGroup(group));
        String name = getOrDefault(selectorName);
        SelectorFit.Result result =
                plan(group).fit(rows, new SelectorFit.Names(name, name, List.of(), Optional.empty()));
        Selector selector = result.selector().orElseThrow(() -> SelectorFit.infeasible(result.outcome()));
        SelectorModel model = SelectorModel.of(selector)
                .setLogitsCol(getOrDefault(logitsCol))
                .setInput(getOrDefault(input))
                .setGroupCol(group);
        return model.setParent(this);
    }

    private SelectorFit plan(String group) {
        FitPlan plan = FitPlan.usual().with(ScoreFamily.of(getOrDefault(family)));
        CertificationPlan certification = new CertificationPlan(
                Procedure.parse(getOrDefault(method)),
                new CertificationPlan.AtRisk(MaxRisk.of((double) getOrDefault(maxRisk))),
                Confidence.of((double) getOrDefault(confidence)));
        return new SelectorFit(
                plan,
                certification,
                group.isEmpty() ? Grouping.NONE : Grouping.COLUMN,
                UncertifiedGroups.valueOf(getOrDefault(uncertifiedGroups).toUpperCase(Locale.ROOT)),
                new DataIdentity.Split((double) getOrDefault(certifyShare), (long) getOrDefault(seed)));
    }

    @Override
    public StructType transformSchema(StructType schema) {
        TableColumns columns = new TableColumns("table", schema);
        columns.logits(RowColumns.logits(getOrDefault(logitsCol)));
        columns.field(getOrDefault(labelCol));
        return schema.add("confidence", DataTypes.DoubleType)
                .add("accept", DataTypes.BooleanType)
                .add("reason", DataTypes.StringType);
    }

    @Override
    public SelectorEstimator copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** Reads what was saved. */
    public static MLReader<SelectorEstimator> read() {
        return new DefaultParamsReader<>();
    }

    /** Loads what was saved. */
    public static SelectorEstimator load(String path) {
        return read().load(path);
    }
}
