package io.demur.train.optimizer;

/**
 * Stochastic gradient descent: {@code g += decay p}, {@code b = momentum b + g}, {@code p -= lr b}; Nesterov steps along
 * {@code g + momentum b} instead. As {@code torch.optim.SGD} without dampening.
 */
final class SgdRule implements UpdateRule {
    private final float momentum;
    private final boolean nesterov;

    SgdRule(float momentum, boolean nesterov) {
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    public int moments() {
        return momentum == 0 ? 0 : 1;
    }

    @Override
    public StepSize stepSize(long step, double lr) {
        return new StepSize((float) lr, (float) lr, 1);
    }

    @Override
    public void update(Span span, StepSize size) {
        if (momentum == 0) {
            descend(span, size.lr());
        } else {
            accelerate(span, size.lr());
        }
    }

    private static void descend(Span span, float lr) {
        float[] p = span.parameter().values();
        float[] g = span.gradient();
        float decay = span.parameter().decay();
        for (int i = span.start(), j = span.gradientStart(), end = i + span.length(); i < end; i++, j++) {
            p[i] -= lr * (g[j] + decay * p[i]);
        }
    }

    private void accelerate(Span span, float lr) {
        float[] p = span.parameter().values();
        float[] b = span.parameter().moment(0);
        float[] g = span.gradient();
        float decay = span.parameter().decay();
        float own = nesterov ? 1 : 0;
        float along = nesterov ? momentum : 1;
        for (int i = span.start(), j = span.gradientStart(), end = i + span.length(); i < end; i++, j++) {
            float slope = g[j] + decay * p[i];
            b[i] = (momentum * b[i] + slope + Subnormal.GUARD) - Subnormal.GUARD;
            p[i] -= lr * (own * slope + along * b[i]);
        }
    }
}
