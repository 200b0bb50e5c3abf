package io.demur.serve.watch;

/**
 * An accepted answer drawn into the audit sample.
 *
 * @param version of the selector that accepted it
 * @param id of the request
 * @param row of the request, from 0
 * @param prediction that went out
 * @param classes there are
 */
public record Audited(String version, String id, int row, int prediction, int classes) {}
