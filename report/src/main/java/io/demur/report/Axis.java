package io.demur.report;

import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One side of a plot.
 *
 * @param label what it shows
 * @param least at its start
 * @param greatest at its end; above {@code least}
 * @param unit how its numbers are written
 * @param names what stands at 1, 2, ... instead of numbers; empty for numbers
 */
record Axis(String label, double least, double greatest, Unit unit, List<String> names) {
    private static final int MOST_TICKS = 7;

    /** How numbers are written. */
    enum Unit {
        PERCENT,
        PLAIN,
        /** Not at all, where only a shape matters. */
        BARE
    }

    Axis {
        names = List.copyOf(names);
        if (!(least < greatest) || !Double.isFinite(greatest - least)) {
            greatest = least + 1;
        }
    }

    Axis(String label, double least, double greatest, Unit unit) {
        this(label, least, greatest, unit, List.of());
    }

    /** A place for each of some names, the first at 1; a line feed in a name begins its second line. */
    static Axis named(List<String> names) {
        return new Axis("", 0.5, names.size() + 0.5, Unit.PLAIN, names);
    }

    /** Shares from 0 to 1. */
    static Axis share(String label) {
        return new Axis(label, 0, 1, Unit.PERCENT);
    }

    /** From 0 to somewhat above a value. */
    static Axis upTo(String label, double value, Unit unit) {
        double top = value > 0 ? value * 1.04 : 0.01;
        double step = step(top);
        double end = Math.ceil(top / step - 1e-9) * step;
        return new Axis(label, 0, unit == Unit.PERCENT ? Math.min(1, end) : end, unit);
    }

    /** Round values between the ends. */
    List<Double> ticks() {
        if (!names.isEmpty()) {
            return IntStream.rangeClosed(1, names.size())
                    .asDoubleStream()
                    .boxed()
                    .toList();
        }
        if (unit == Unit.BARE) {
            return List.of();
        }
        double step = step(greatest - least);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= greatest + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A value as it stands beside its tick. */
    String text(double value) {
        if (!names.isEmpty()) {
            return names.get((int) value - 1);
        }
        double step = step(greatest - least) * (unit == Unit.PERCENT ? 100 : 1);
        int decimals = (int) Math.max(0, -Math.floor(StrictMath.log10(step) + 1e-9));
        return unit == Unit.PERCENT ? Numbers.percent(value, decimals) : Numbers.fixed(value, decimals);
    }

    /** Where a value lies, from 0 at the start to 1 at the end. */
    double place(double value) {
        return (value - least) / (greatest - least);
    }

    private static double step(double span) {
        double rough = span / MOST_TICKS;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= rough * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
