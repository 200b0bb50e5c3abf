/** The monitor: the audit sample, delayed labels, the test of the accepted risk, drift, and what is told of them. */
package io.demur.serve.watch;
