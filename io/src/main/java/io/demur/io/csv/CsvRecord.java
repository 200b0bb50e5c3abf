package io.demur.io.csv;

import java.util.List;

/**
 * A record that is read before it is known what it holds.
 *
 * @param line of the file, from 1, on which it begins
 */
record CsvRecord(List<String> fields, long line) {}
