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
    public void update(Span span, StepSize size) {
        float weight = span.parameter().decay();
        if (weight != 0 && decay == Decay.DECOUPLED) {
            shrink(span, 1 - size.lr() * weight);
        }
        float coupled = decay == Decay.COUPLED ? weight : 0;
        updateMoments(span, coupled);
        descend(span, size);
    }

    private static void shrink(Span span, float factor) {
        float[] p = span.parameter().values();
        for (int i = span.start(), end = i + span.length(); i < end; i++) {
            p[i] *= factor;
        }
    }

    private void updateMoments(Span span, float coupled) {
        float[] p = span.parameter().values();
        float[] m = span.parameter().moment(0);
        float[] v = span.parameter().moment(1);
        float[] g = span.gradient();
        float b1 = (float) beta1;
        float c1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float c2 = (float) (1 - beta2);
        for (int i = span.start(), j = span.gradientStart(), end = i + span.length(); i < end; i++, j++) {
            float slope = g[j] + coupled * p[i];
            m[i] = (b1 * m[i] + c1 * slope + Subnormal.GUARD) - Subnormal.GUARD;
            v[i] = (b2 * v[i] + c2 * slope * slope + Subnormal.GUARD) - Subnormal.GUARD;
        }
    }

    private void descend(Span span, StepSize size) {
        float[] p = span.parameter().values();
        float[] m = span.parameter().moment(0);
        float[] v = span.parameter().moment(1);
        float scaled = size.scaled();
        float inverseRoot = size.inverseRoot();
        for (int i = span.start(), end = i + span.length(); i < end; i++) {
            p[i] -= scaled * m[i] / ((float) Math.sqrt(v[i]) * inverseRoot + epsilon);
        }
    }
}
