package io.demur.spark;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** Parameters of a stage, as Spark's own stages have them. */
final class StageParams {
    private StageParams() {}

    /** A parameter with a default. */
    static <T> Param<T> of(Params stage, String name, String meaning, T usual) {
        Param<T> param = new Param<>(stage.uid(), name, meaning);
        stage.setDefault(param, usual);
        return param;
    }

    /** A parameter without a default. */
    static <T> Param<T> of(Params stage, String name, String meaning) {
        return new Param<>(stage.uid(), name, meaning);
    }

    /** A number with a default. */
    static Param<Object> number(Params stage, String name, String meaning, double usual) {
        DoubleParam param = new DoubleParam(stage.uid(), name, meaning);
        stage.setDefault(param, usual);
        return param;
    }

    /** A whole number with a default. */
    static Param<Object> whole(Params stage, String name, String meaning, long usual) {
        LongParam param = new LongParam(stage.uid(), name, meaning);
        stage.setDefault(param, usual);
        return param;
    }
}
