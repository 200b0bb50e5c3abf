package io.demur.train.optimizer;

import io.demur.network.ParameterSpec;
import io.demur.train.OptimizerSpec;
import io.demur.train.optimizer.UpdateRule.StepSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Moves parameters along their gradients.
 *
 * <p><b>Rows that a batch does not touch.</b> A table of embeddings has far more rows than a batch has words, yet under
 * Adam or momentum every row moves at every step. Here a row moves when it is next read: {@link #refresh} carries out the
 * steps that it missed, one by one and with gradient 0, so its bits are those of updating all rows always. The
 * arithmetic is the same, but it happens in the cache instead of streaming the whole table through memory.
 *
 * <p>Gradients are clipped by value first, then by norm. Everything is elementwise but the norm, which is summed in a
 * fixed order: the number of threads changes no bit.
 *
 * <p>Use: {@link #refresh} the rows, compute the gradients, {@link #step}. {@link #refreshAll} before reading a table as
 * a whole.
 */
public final class Optimizer {
    /** Rows that a thread takes at a time. */
    private static final int CHUNK = 64;

    /**
     * What determines every step.
     *
     * @param spec rule, decay and clipping
     * @param schedule factor of the learning rate
     */
    public record Course(OptimizerSpec spec, Schedule schedule) {}

    private final OptimizerSpec spec;
    private final UpdateRule rule;
    private final Schedule schedule;
    private final List<Parameter> parameters;
    private final Loop loop;
    private final List<StepSize> sizes = new ArrayList<>();
    private long first;
    private long step;

    private Optimizer(Course course, List<Parameter> parameters, Loop loop, long step) {
        OptimizerSpec spec = course.spec();
        this.spec = spec;
        this.rule = UpdateRule.of(spec.rule());
        this.schedule = course.schedule();
        this.parameters = List.copyOf(parameters);
        this.loop = loop;
        this.first = step;
        this.step = step;
        for (Parameter parameter : parameters) {
            parameter.prepare(rule.moments(), decays(parameter) ? spec.weightDecay() : 0, step);
        }
    }

    /** Before the first step. */
    public static Optimizer of(Course course, List<Parameter> parameters, Loop loop) {
        return new Optimizer(course, parameters, loop, 0);
    }

    /**
     * As {@link #state} was taken.
     *
     * @throws IllegalArgumentException if the moments are not those of the parameters under this rule
     */
    public static Optimizer resume(Course course, List<Parameter> parameters, Loop loop, OptimizerState state) {
        Optimizer optimizer = new Optimizer(course, parameters, loop, state.step());
        if (state.step() == 0) {
            return optimizer;
        }
        for (Parameter parameter : parameters) {
            for (int i = 0; i < parameter.moments().length; i++) {
                float[] target = parameter.moments()[i];
                System.arraycopy(state.moment(momentName(parameter, i), target.length), 0, target, 0, target.length);
            }
        }
        return optimizer;
    }

    private boolean decays(Parameter parameter) {
        ParameterSpec.Kind kind = parameter.spec().kind();
        boolean weight = kind == ParameterSpec.Kind.WEIGHT || kind == ParameterSpec.Kind.EMBEDDING;
        return weight || spec.decay() == OptimizerSpec.DecayGroup.ALL;
    }

    /** Steps taken. */
    public long steps() {
        return step;
    }

    /** The learning rate of the step to come. */
    public double lr() {
        return spec.lr() * schedule.factor(step);
    }

    /** Brings rows of a table up to the last step; each row named once. */
    public void refresh(Parameter table, int... rows) {
        loop.over(chunks(rows.length), chunk -> {
            Row room = Row.copy(table);
            for (int i = chunk * CHUNK; i < Math.min(rows.length, (chunk + 1) * CHUNK); i++) {
                if (table.current(rows[i]) < step) {
                    catchUp(room, rows[i], table.current(rows[i]));
                    table.setCurrent(rows[i], step);
                }
            }
        });
    }

    private static int chunks(int rows) {
        return (rows + CHUNK - 1) / CHUNK;
    }

    private void catchUp(Row room, int row, long from) {
        room.load(row);
        if (!room.atRest()) {
            for (long i = from; i < step; i++) {
                rule.update(room, sizes.get(Math.toIntExact(i - first)));
            }
            room.store(row);
        }
    }

    /** Brings all rows of all parameters up to the last step; what was missed before is forgotten then. */
    public void refreshAll() {
        for (Parameter parameter : parameters) {
            refresh(parameter, IntStream.range(0, parameter.rows()).toArray());
        }
        sizes.clear();
        first = step;
    }

    /** One step along the gradients, which are overwritten; their rows are current. */
    public void step(List<Gradient> gradients) {
        clip(gradients);
        StepSize size = rule.stepSize(step + 1, lr());
        sizes.add(size);
        step++;
        for (Gradient gradient : gradients) {
            if (gradient.parameter().rows() == 1) {
                rule.update(Row.whole(gradient.parameter(), gradient.values()), size);
                gradient.parameter().setCurrent(0, step);
            } else {
                updateRows(gradient, size);
            }
        }
    }

    private void updateRows(Gradient gradient, StepSize size) {
        Parameter table = gradient.parameter();
        int[] rows = gradient.rows();
        loop.over(chunks(rows.length), chunk -> {
            Row room = Row.copy(table);
            for (int i = chunk * CHUNK; i < Math.min(rows.length, (chunk + 1) * CHUNK); i++) {
                room.load(rows[i]);
                room.setGradient(gradient.values(), i * table.width());
                rule.update(room, size);
                room.store(rows[i]);
                table.setCurrent(rows[i], step);
            }
        });
    }

    private void clip(List<Gradient> gradients) {
        spec.clipValue().ifPresent(bound -> gradients.forEach(gradient -> gradient.clip((float) bound)));
        if (spec.clipNorm().isPresent()) {
            double scale = spec.clipNorm().getAsDouble() / (norm(gradients) + 1e-6);
            if (scale < 1) {
                gradients.forEach(gradient -> gradient.scale((float) scale));
            }
        }
    }

    /** The L2 norm of all gradients together; NaN or infinite if an entry is. */
    public static double norm(List<Gradient> gradients) {
        double squares = 0;
        for (Gradient gradient : gradients) {
            squares += gradient.squares();
        }
        return Math.sqrt(squares);
    }

    /** What must be kept to resume exactly; copies, all rows brought up to the last step. */
    public OptimizerState state() {
        refreshAll();
        Map<String, float[]> moments = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            for (int i = 0; i < parameter.moments().length; i++) {
                moments.put(momentName(parameter, i), parameter.moments()[i].clone());
            }
        }
        return OptimizerState.of(step, moments);
    }

    private static String momentName(Parameter parameter, int index) {
        return parameter.name() + ".moment" + (index + 1);
    }
}
