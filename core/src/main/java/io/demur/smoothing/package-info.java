/**
 * What label smoothing does to the ranking of a model's mistakes: the gradient that causes it, the trace that it leaves in
 * logits, and the verdict that this evidence allows.
 */
package io.demur.smoothing;
