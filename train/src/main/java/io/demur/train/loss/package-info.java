/** Losses as functions of one row of logits, value and gradient, in double precision and without any engine. */
package io.demur.train.loss;
