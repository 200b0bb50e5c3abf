/** Watching a certified risk over a stream of labels that does not end: tests and intervals valid at every look. */
package io.demur.monitor;
