/** Rows and texts, prepared for a model: the same code in training, prediction and serving. */
package io.demur.inputs;
