package io.demur.report;

/** A place, in units of the data or of the picture. */
record Spot(double x, double y) {}
