package io.demur.train.engine;

import io.demur.logits.InputException;
import io.demur.network.Architecture;
import io.demur.network.Composite;
import io.demur.network.ImageLayer;
import io.demur.network.Layer;
import io.demur.network.Shape;

/**
 * Batch normalisation takes mean and deviation of a channel over all pixels of a batch: where an image has come down to one
 * pixel, a batch of one row has no deviation, and PyTorch ends the training there.
 */
final class NormCheck {
    private NormCheck() {}

    /**
     * Refuses a training some batch of which could not be normalised.
     *
     * @throws InputException that says which, and what batch would do
     */
    static void requireDeviations(Architecture architecture, int rows, int batch) {
        int last = rows % batch == 0 ? batch : rows % batch;
        if (last > 1 || !normalisesOnePixel(architecture)) {
            return;
        }
        throw new InputException(
                "training rows",
                rows + " in batches of " + batch + " leave one for the last batch, and " + architecture.name()
                        + " normalises over batches what is one pixel of an image",
                rows < 2 ? "give it at least 2 rows" : "choose another batch, for instance " + fitting(rows, batch));
    }

    private static int fitting(int rows, int batch) {
        int other = Math.max(2, batch);
        while (rows % other == 1) {
            other++;
        }
        return other;
    }

    static boolean normalisesOnePixel(Architecture architecture) {
        return normalisesOnePixel(new Composite.Chain(architecture.layers()), architecture.input());
    }

    private static boolean normalisesOnePixel(Layer layer, Shape input) {
        if (layer instanceof ImageLayer.BatchNorm) {
            return input instanceof Shape.Image image && image.height() * image.width() == 1;
        }
        Shape shape = input;
        if (layer instanceof Composite composite) {
            for (Layer part : composite.parts()) {
                if (normalisesOnePixel(part, shape)) {
                    return true;
                }
                shape = composite instanceof Composite.Chain
                        ? part.output(shape).orElseThrow()
                        : input;
            }
        }
        return false;
    }
}
