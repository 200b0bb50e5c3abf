/** Which rows are used for what, and in which order. */
package io.demur.inputs.sample;
