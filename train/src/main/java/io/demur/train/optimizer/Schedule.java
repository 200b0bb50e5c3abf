package io.demur.train.optimizer;

import io.demur.train.ScheduleSpec;
import io.demur.train.ScheduleSpec.Shape;

/**
 * The factor of the peak learning rate at each step: a pure function.
 *
 * <p>Warm-up of {@code W} steps: {@code (s + 1) / W} of the factor with which the shape begins at step {@code s < W}. Then
 * the shape, over the remaining {@code S = steps - W} steps, at {@code u = s - W}; all begin with 1, the peak, but for
 * the cycle:
 *
 * <ul>
 *   <li>constant: 1;
 *   <li>step: {@code gamma} to the number of milestones reached; milestones count epochs of the whole training;
 *   <li>cosine: {@code (1 + cos(pi u / S)) / 2};
 *   <li>polynomial: {@code (1 - u / S)^power};
 *   <li>one cycle: half a cosine from 1/25 up to 1 over the first {@code rise S - 1} steps, half a cosine down to
 *       1/250,000 over the others; as {@code torch.optim.lr_scheduler.OneCycleLR}.
 * </ul>
 */
public final class Schedule {
    private static final double CYCLE_START = 1.0 / 25;
    private static final double CYCLE_END = CYCLE_START / 1e4;

    private final ScheduleSpec spec;
    private final long stepsPerEpoch;
    private final long warmup;
    private final long remaining;

    private Schedule(ScheduleSpec spec, long stepsPerEpoch, long steps) {
        this.spec = spec;
        this.stepsPerEpoch = stepsPerEpoch;
        this.warmup = Math.min(steps, Math.round(spec.warmupEpochs() * stepsPerEpoch));
        this.remaining = Math.max(1, steps - warmup);
    }

    /** A schedule over {@code epochs} of {@code stepsPerEpoch} steps. */
    public static Schedule of(ScheduleSpec spec, long stepsPerEpoch, int epochs) {
        return new Schedule(spec, stepsPerEpoch, Math.multiplyExact(stepsPerEpoch, (long) epochs));
    }

    /**
     * The factor at a step, in [0, 1].
     *
     * @param step from 0
     */
    public double factor(long step) {
        return step < warmup ? (step + 1.0) / warmup * beginning() : shaped(step);
    }

    /** Milestones that lie within the warm-up count after it. */
    private double beginning() {
        return spec.shape() instanceof Shape.OneCycle ? shaped(warmup) : 1;
    }

    private double shaped(long step) {
        double progress = (double) (step - warmup) / remaining;
        Shape shape = spec.shape();
        if (shape instanceof Shape.Step milestones) {
            long reached = milestones.epochs().stream()
                    .filter(epoch -> step >= epoch * stepsPerEpoch)
                    .count();
            return StrictMath.pow(milestones.gamma(), reached);
        }
        if (shape instanceof Shape.Cosine) {
            return cosine(1, 0, progress);
        }
        if (shape instanceof Shape.Polynomial polynomial) {
            return StrictMath.pow(1 - progress, polynomial.power());
        }
        if (shape instanceof Shape.OneCycle cycle) {
            return cycle(cycle.rise() * remaining - 1, step - warmup);
        }
        return 1;
    }

    private double cycle(double top, long step) {
        if (step <= top) {
            return cosine(CYCLE_START, 1, top == 0 ? 1 : step / top);
        }
        double rest = remaining - 1 - top;
        return cosine(1, CYCLE_END, rest <= 0 ? 1 : Math.min(1, (step - top) / rest));
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
    }
}
