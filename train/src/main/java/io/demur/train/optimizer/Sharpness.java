package io.demur.train.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * The ascent of sharpness-aware minimisation, Foret et al. 2021: {@code e = rho g / (||g||_2 + 1e-12)}, the norm over all
 * parameters together.
 *
 * <p>Use: with the first gradients {@link #ascend}; compute the gradients there; {@link #restore}, which brings back the
 * very bits; step along the second gradients.
 */
public final class Sharpness {
    private final List<Gradient> gradients;
    private final List<float[]> saved = new ArrayList<>();

    private Sharpness(List<Gradient> gradients) {
        this.gradients = gradients;
    }

    /** Moves the parameters to where the loss is about highest within {@code rho}. */
    public static Sharpness ascend(double rho, List<Gradient> gradients) {
        Sharpness sharpness = new Sharpness(gradients);
        float scale = (float) (rho / (Optimizer.norm(gradients) + 1e-12));
        for (Gradient gradient : gradients) {
            sharpness.saved.add(move(gradient, scale));
        }
        return sharpness;
    }

    private static float[] move(Gradient gradient, float scale) {
        float[] p = gradient.parameter().values();
        float[] g = gradient.values();
        float[] before = new float[g.length];
        int width = gradient.parameter().width();
        for (int i = 0; i < gradient.rows().length; i++) {
            int start = gradient.rows()[i] * width;
            System.arraycopy(p, start, before, i * width, width);
            for (int k = 0; k < width; k++) {
                p[start + k] += scale * g[i * width + k];
            }
        }
        return before;
    }

    /** Puts the parameters back. */
    public void restore() {
        for (int index = 0; index < gradients.size(); index++) {
            Gradient gradient = gradients.get(index);
            float[] before = saved.get(index);
            int width = gradient.parameter().width();
            for (int i = 0; i < gradient.rows().length; i++) {
                System.arraycopy(before, i * width, gradient.parameter().values(), gradient.rows()[i] * width, width);
            }
        }
    }
}
