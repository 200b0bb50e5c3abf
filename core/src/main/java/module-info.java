/**
 * Scores, metrics, guarantees and selectors on plain arrays, without any dependency.
 *
 * <p>The packages are the nouns of the pipeline, and each imports only from those before it: math, logits, score,
 * metric, guarantee, monitor, select, smoothing, evaluation.
 */
module io.demur.core {
    exports io.demur.math;
    exports io.demur.logits;
    exports io.demur.score;
    exports io.demur.metric;
    exports io.demur.guarantee;
    exports io.demur.monitor;
    exports io.demur.select;
    exports io.demur.smoothing;
    exports io.demur.evaluation;
}
