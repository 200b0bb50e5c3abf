package io.demur.select;

import java.util.Optional;

/**
 * The data a selector rests on.
 *
 * @param tuning digest of the rows that chose the score and the candidate thresholds
 * @param certification digest of the rows that certified
 * @param period when the data were collected, in the user's words
 */
public record DataIdentity(String tuning, String certification, Optional<String> period) {}
