package io.demur.train.experiment;

import io.demur.math.Interval;

/**
 * A number that an experiment is about.
 *
 * @param name what it is
 * @param value its estimate
 * @param interval at 95 % confidence
 * @param method how the interval was computed
 */
public record Statistic(String name, double value, Interval interval, String method) {}
