package io.demur.tables;

/** A column of a table. */
record Column(String name, ColumnType type) {}
