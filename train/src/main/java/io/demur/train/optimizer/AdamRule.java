package io.demur.train.optimizer;

/**
 * Adam, Kingma and Ba 2015: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g^2},
 * {@code p -= lr / (1 - b1^t) m / (sqrt(v / (1 - b2^t)) + epsilon)}.
 *
 * <p>Decay is coupled ({@code g += decay p} first) or decoupled, {@code p *= 1 - lr decay} first, which is AdamW,
 * Loshchilov and Hutter 2019. As {@code torch.optim.Adam} and {@code AdamW}.
 */
final class AdamRule implements UpdateRule {
    /** Where the weight decay enters. */
    enum Decay {
        COUPLED,
        DECOUPLED
    }

    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final Decay decay;

    AdamRule(double beta1, double beta2, double epsilon, Decay decay) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decay = decay;
    }

    @Override
    public int moments() {
        return 2;
    }

    @Override
    public StepSize stepSize(long step, double lr) {
        double first = 1 - StrictMath.pow(beta1, step);
        double second = 1 - StrictMath.pow(beta2, step);
        return new StepSize((float) lr, (float) (lr / first), (float) (1 / Math.sqrt(second)));
    }

    @Override
    public void update(Row row, StepSize size) {
        float[] g = row.gradient();
        if (row.decay() != 0 && decay == Decay.COUPLED) {
            g = decayed(row);
        }
        if (row.decay() != 0 && decay == Decay.DECOUPLED) {
            shrink(row.values(), (float) (1 - (double) size.lr() * row.decay()));
        }
        average(row.moment(0), g);
        averageSquares(row.moment(1), g);
        descend(row, size);
    }

    /** A new array: the gradient serves again where the row catches up. */
    private static float[] decayed(Row row) {
        float[] g = row.gradient();
        float[] p = row.values();
        float weight = row.decay();
        float[] sum = new float[g.length];
        for (int i = 0; i < g.length; i++) {
            sum[i] = g[i] + weight * p[i];
        }
        return sum;
    }

    private static void shrink(float[] p, float factor) {
        for (int i = 0; i < p.length; i++) {
            p[i] *= factor;
        }
    }

    private void average(float[] m, float[] g) {
        float keep = (float) beta1;
        float take = (float) (1 - beta1);
        for (int i = 0; i < m.length; i++) {
            m[i] = (keep * m[i] + take * g[i] + Subnormal.GUARD) - Subnormal.GUARD;
        }
    }

    private void averageSquares(float[] v, float[] g) {
        float keep = (float) beta2;
        float take = (float) (1 - beta2);
        for (int i = 0; i < v.length; i++) {
            v[i] = (keep * v[i] + take * g[i] * g[i] + Subnormal.GUARD) - Subnormal.GUARD;
        }
    }

    private void descend(Row row, StepSize size) {
        float[] p = row.values();
        float[] m = row.moment(0);
        float[] v = row.moment(1);
        float scaled = size.scaled();
        float inverseRoot = size.inverseRoot();
        for (int i = 0; i < p.length; i++) {
            p[i] -= scaled * (m[i] / ((float) Math.sqrt(v[i]) * inverseRoot + epsilon));
        }
    }
}
