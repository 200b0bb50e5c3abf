package io.demur.inputs;

/** What a column of a table is to a model. */
public enum ColumnRole {
    /** Numbers, to be standardised. */
    NUMERIC,
    /** One of several categories: a feature for each. */
    CATEGORICAL,
    /** One of exactly two values: a single feature, 0 or 1. */
    BINARY,
    /** Not read. */
    IGNORED
}
