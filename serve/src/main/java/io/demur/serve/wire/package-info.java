/** The forms in which rows arrive and decisions leave. */
package io.demur.serve.wire;
