package io.demur.inputs.augment;

import io.demur.inputs.RgbImage;

/**
 * Brightness, contrast and saturation changed in a random order. Each blends the picture with another one by a factor
 * {@code f}: {@code f x + (1 - f) other}, rounded and cut to 8 bits; the other is black, the mean grey of the picture, and
 * each pixel's own grey. Grey is {@code .299 R + .587 G + .114 B}.
 */
final class Jittering {
    private static final int STEPS = 3;

    private Jittering() {}

    static RgbImage jittered(RgbImage image, double strength, Chance chance) {
        int[] order = {0, 1, 2};
        for (int i = STEPS - 1; i > 0; i--) {
            int j = chance.below(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        byte[] samples = image.samples().clone();
        for (int step : order) {
            double factor = chance.between(Math.max(0, 1 - strength), 1 + strength);
            switch (step) {
                case 0 -> blend(samples, factor, 0);
                case 1 -> blend(samples, factor, meanGrey(samples));
                default -> saturate(samples, factor);
            }
        }
        return RgbImage.of(image.width(), image.height(), samples);
    }

    private static void blend(byte[] samples, double factor, double other) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = blended(samples[i], factor, other);
        }
    }

    private static void saturate(byte[] samples, double factor) {
        for (int i = 0; i < samples.length; i += RgbImage.COLOURS) {
            double grey = grey(samples, i);
            for (int c = 0; c < RgbImage.COLOURS; c++) {
                samples[i + c] = blended(samples[i + c], factor, grey);
            }
        }
    }

    private static byte blended(byte sample, double factor, double other) {
        double value = factor * (sample & 0xff) + (1 - factor) * other;
        return (byte) ((int) Math.max(0, Math.min(255, value + 0.5)));
    }

    private static double meanGrey(byte[] samples) {
        double sum = 0;
        for (int i = 0; i < samples.length; i += RgbImage.COLOURS) {
            sum += grey(samples, i);
        }
        return sum / (samples.length / (double) RgbImage.COLOURS);
    }

    private static double grey(byte[] samples, int i) {
        return 0.299 * (samples[i] & 0xff) + 0.587 * (samples[i + 1] & 0xff) + 0.114 * (samples[i + 2] & 0xff);
    }
}
