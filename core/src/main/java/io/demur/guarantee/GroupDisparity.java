package io.demur.guarantee;

import java.util.OptionalDouble;

/**
 * A row of the disparity table: what the rule of a group does to the certification sample. Description, not a claim.
 *
 * @param name of the group
 * @param samples number of its samples
 * @param risk mean loss of all of them; empty without samples
 * @param acceptedShare share of them accepted; empty without samples
 * @param selectiveRisk mean loss of the accepted ones; empty if there is none
 * @param rule how the group is decided
 */
public record GroupDisparity(
        String name,
        long samples,
        OptionalDouble risk,
        OptionalDouble acceptedShare,
        OptionalDouble selectiveRisk,
        GroupRule rule) {}
