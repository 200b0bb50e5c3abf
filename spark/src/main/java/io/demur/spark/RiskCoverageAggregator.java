package io.demur.spark;

import io.demur.metric.BoundedAccumulator;
import io.demur.metric.Bounds;
import io.demur.metric.CurveMetric;
import io.demur.metric.Value;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.expressions.Aggregator;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Aggregates pairs of confidence and loss to the bounds of one metric, in one pass, fixed memory, and without a sort: for
 * columns of any table, and by groups.
 *
 * <pre>{@code
 * udf().register("aurc", functions.udaf(new RiskCoverageAggregator("aurc[mean]"), RiskCoverageAggregator.input()));
 * SELECT site, aurc(confidence, loss).upper FROM predictions GROUP BY site
 * }</pre>
 *
 * <p>Losses lie in [0,1]. The bounds are those of a single machine, bit for bit, in any number of partitions; they are null
 * where the metric is undefined. A null counts as nothing.
 */
public final class RiskCoverageAggregator
        extends Aggregator<Tuple2<Double, Double>, CountBuffer, RiskCoverageAggregator.Result> {
    private static final long serialVersionUID = 1L;

    private final String metric;

    /** Of a metric by its name. */
    public RiskCoverageAggregator(String metric) {
        this.metric = CurveMetric.parse(metric).toString();
    }

    /** How Spark hands over confidence and loss. */
    public static Encoder<Tuple2<Double, Double>> input() {
        return Encoders.tuple(Encoders.DOUBLE(), Encoders.DOUBLE());
    }

    /** Bounds of a metric, as a structure of Spark. */
    public static final class Result {
        private @Nullable Double lower;
        private @Nullable Double upper;
        private long samples;

        /** Empty, for Spark. */
        public Result() {}

        /** The lower bound; null where the metric is undefined. */
        public @Nullable Double getLower() {
            return lower;
        }

        /** Sets the lower bound. */
        public void setLower(@Nullable Double value) {
            lower = value;
        }

        /** The upper bound; null where the metric is undefined. */
        public @Nullable Double getUpper() {
            return upper;
        }

        /** Sets the upper bound. */
        public void setUpper(@Nullable Double value) {
            upper = value;
        }

        /** Number of pairs. */
        public long getSamples() {
            return samples;
        }

        /** Sets the number of pairs. */
        public void setSamples(long value) {
            samples = value;
        }
    }

    @Override
    public CountBuffer zero() {
        return new CountBuffer();
    }

    @Override
    public CountBuffer reduce(CountBuffer buffer, Tuple2<Double, Double> pair) {
        if (pair._1() != null && pair._2() != null) {
            buffer.counts().add(pair._1(), pair._2());
        }
        return buffer;
    }

    @Override
    public CountBuffer merge(CountBuffer first, CountBuffer second) {
        first.counts().merge(second.counts());
        return first;
    }

    @Override
    public Result finish(CountBuffer buffer) {
        BoundedAccumulator counts = buffer.counts();
        Result result = new Result();
        result.setSamples(counts.samples());
        if (counts.samples() > 0) {
            Bounds bounds = CurveMetric.parse(metric).of(counts.curve());
            result.setLower(number(bounds.lower()));
            result.setUpper(number(bounds.upper()));
        }
        return result;
    }

    private static @Nullable Double number(Value value) {
        return value.number().isPresent() ? value.get() : null;
    }

    @Override
    public Encoder<CountBuffer> bufferEncoder() {
        return Encoders.javaSerialization(CountBuffer.class);
    }

    @Override
    public Encoder<Result> outputEncoder() {
        return Encoders.bean(Result.class);
    }
}
