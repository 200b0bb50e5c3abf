package io.demur.cli;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.io.npy.ImageShape;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.logits.OrderedTilePass;
import io.demur.report.AcceptMask;
import io.demur.select.Decider;
import io.demur.select.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Locale;

/** Writes which pixels a selector accepts: a PNG for each image, {@code accept-00000.png} and so on. */
final class MaskWriter {
    private final Path folder;
    private final ImageShape shape;
    private final BitSet accepted = new BitSet();
    private int filled;
    private long images;
    private long total;

    private MaskWriter(Path folder, ImageShape shape) {
        this.folder = folder;
        this.shape = shape;
    }

    /** Share of pixels accepted. */
    static double write(Logits logits, Selector selector, ImageShape shape, Path folder, int threads) {
        selector.requireFits(logits);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be made", e);
        }
        MaskWriter writer = new MaskWriter(folder, shape);
        OrderedTilePass.run(logits, threads, () -> writer.new Worker(selector, logits.classes()));
        return (double) writer.total / (shape.images() * shape.pixels());
    }

    private final class Worker implements OrderedTilePass.Worker {
        private final Decider decider;
        private int rows;

        Worker(Selector selector, int classes) {
            decider = new Decider(selector, new LogitTile(classes));
        }

        @Override
        public void work(LogitTile tile) {
            decider.decide(tile, row -> 0);
            rows = tile.rows();
        }

        @Override
        public void emit() {
            for (int r = 0; r < rows; r++) {
                accepted.set(filled, decider.accepted(r));
                if (++filled == shape.pixels()) {
                    finish();
                }
            }
        }
    }

    private void finish() {
        byte[] png = AcceptMask.png(shape.width(), shape.height(), accepted);
        Path file = folder.resolve(String.format(Locale.ROOT, "accept-%05d.png", images++));
        AtomicFile.write(file, stream -> stream.write(png));
        total += accepted.cardinality();
        accepted.clear();
        filled = 0;
    }
}
