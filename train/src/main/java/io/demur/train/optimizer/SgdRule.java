package io.demur.train.optimizer;

/**
 * Stochastic gradient descent: {@code g += decay p}, {@code b = momentum b + g}, {@code p -= lr b}; Nesterov steps along
 * {@code g + momentum b} instead. As {@code torch.optim.SGD} without dampening.
 */
final class SgdRule implements UpdateRule {
    private final float momentum;
    private final float ownShare;
    private final float alongShare;

    SgdRule(float momentum, boolean nesterov) {
        this.momentum = momentum;
        this.ownShare = nesterov || momentum == 0 ? 1 : 0;
        this.alongShare = nesterov ? momentum : 1;
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
    public void update(Row row, StepSize size) {
        if (momentum == 0) {
            descend(row, size.lr());
            return;
        }
        accelerate(row.moment(0), row);
        descend(row, row.moment(0), size.lr());
    }

    private static void descend(Row row, float lr) {
        float[] p = row.values();
        float[] g = row.gradient();
        float decay = row.decay();
        for (int i = 0; i < p.length; i++) {
            p[i] -= lr * (g[i] + decay * p[i]);
        }
    }

    private void accelerate(float[] b, Row row) {
        float[] p = row.values();
        float[] g = row.gradient();
        float decay = row.decay();
        for (int i = 0; i < b.length; i++) {
            b[i] = (momentum * b[i] + (g[i] + decay * p[i]) + Subnormal.GUARD) - Subnormal.GUARD;
        }
    }

    private void descend(Row row, float[] b, float lr) {
        float[] p = row.values();
        float[] g = row.gradient();
        float decay = row.decay();
        for (int i = 0; i < p.length; i++) {
            p[i] -= lr * (ownShare * (g[i] + decay * p[i]) + alongShare * b[i]);
        }
    }
}
