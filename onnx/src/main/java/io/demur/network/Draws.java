package io.demur.network;

import io.demur.math.Hash64;
import io.demur.math.Log;
import java.util.Arrays;

/**
 * A stream of random numbers that depends on its key alone.
 *
 * <p>Uniform numbers are hashes of a counter; normal ones come in pairs by the polar method (Marsaglia and Bray 1964),
 * which needs a logarithm and a square root only.
 */
final class Draws {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private long state;

    Draws(long key) {
        state = key;
    }

    Tensor tensor(ParameterSpec parameter) {
        float[] values = new float[Math.toIntExact(parameter.size())];
        if (parameter.initializer() instanceof Initializer.Uniform uniform) {
            fillUniform(values, uniform.bound());
        } else if (parameter.initializer() instanceof Initializer.Normal normal) {
            fillNormal(values, normal.deviation());
            int zeros = Math.min(normal.zeroRows(), parameter.shape().get(0));
            Arrays.fill(values, 0, zeros * (values.length / parameter.shape().get(0)), 0f);
        } else if (parameter.initializer() instanceof Initializer.Gaussian gaussian) {
            fillNormal(values, gaussian.deviation());
        } else if (parameter.initializer() instanceof Initializer.Remembering gates) {
            fillGates(values, gates.horizon());
        } else if (parameter.initializer() instanceof Initializer.Constant constant) {
            Arrays.fill(values, (float) constant.value());
        }
        return Tensor.of(parameter.shape(), values);
    }

    private void fillUniform(float[] values, double bound) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * symmetric());
        }
    }

    private void fillNormal(float[] values, double deviation) {
        for (int i = 0; i < values.length; i += 2) {
            double x;
            double y;
            double square;
            do {
                x = symmetric();
                y = symmetric();
                square = x * x + y * y;
            } while (square >= 1 || square == 0);
            double scale = deviation * Math.sqrt(-2 * Log.of(square) / square);
            values[i] = (float) (x * scale);
            if (i + 1 < values.length) {
                values[i + 1] = (float) (y * scale);
            }
        }
    }

    /** Input, forget, cell, output gate, each with a number per unit. */
    private void fillGates(float[] values, int horizon) {
        int units = values.length / 4;
        for (int i = 0; i < units; i++) {
            double steps = 1 + (horizon - 2) * (symmetric() + 1) / 2;
            values[units + i] = (float) Log.of(steps);
            values[i] = -values[units + i];
        }
    }

    /** From -1 to below 1. */
    private double symmetric() {
        state += STEP;
        return 2 * Hash64.unit(Hash64.mix(state)) - 1;
    }
}
