/**
 * Scores, metrics, guarantees and selectors on plain arrays, without any dependency.
 *
 * <p>The packages are the nouns of the pipeline, and each imports only from those before it: math, logits, score,
 * metric, guarantee, select, smoothing, evaluation.
 */
module io.demur.core {
    exports io.demur.logits;
}
