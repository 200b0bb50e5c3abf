package io.demur.onnx;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.RawImages;
import io.demur.inputs.prepare.ImagePreparation;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.read.BadImages;
import io.demur.inputs.read.DataFiles;
import io.demur.io.file.AtomicFile;
import io.demur.io.json.Json;
import io.demur.io.npy.ShardWriter;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The logits of a model on the pictures of a folder, a few at a time. */
public final class ImagePrediction {
    /** Numbers of a block; 64 MB. */
    private static final int MOST_NUMBERS = 1 << 24;

    private static final int MOST_PICTURES = 64;

    private ImagePrediction() {}

    /**
     * What is read.
     *
     * @param folder with JPEG and PNG files at any depth
     * @param preparation how they become numbers; empty if the model says it
     * @param bad what becomes of pictures that cannot be used
     */
    public record Source(Path folder, Optional<ImagePreparation> preparation, BadImages bad) {}

    /**
     * Writes logits as float32, {@code (N, K)} or in shards of {@code (n, K, H, W)}, and beside them, in {@code .txt}, the
     * paths of the pictures in their order.
     *
     * @param done told the number of pictures computed so far
     * @return number of pictures
     * @throws InputException if a picture cannot be used or has not the size that the model takes
     */
    public static long write(OnnxModel model, Source source, Path target, LongConsumer done) {
        ImagePreparation preparation = source.preparation().orElseGet(() -> ofModel(model));
        RawImages images = DataFiles.pictures(source.folder(), source.bad());
        int most = Math.max(1, Math.min(MOST_PICTURES, MOST_NUMBERS / preparation.columns()));
        try (ShardWriter writer = ShardWriter.of(target, images.rows(), model.rowShape())) {
            for (int first = 0; first < images.rows(); first += most) {
                int count = Math.min(most, images.rows() - first);
                DenseFeatures block = preparation.prepare(
                        images.select(IntStream.range(first, first + count).toArray()));
                writer.add(model.logits(block));
                done.accept(first + count);
            }
            writer.finish();
        }
        AtomicFile.writeText(
                target.resolveSibling(target.getFileName() + ".txt"),
                IntStream.range(0, images.rows())
                        .mapToObj(row -> images.place(row) + "\n")
                        .collect(Collectors.joining()));
        return images.rows();
    }

    private static ImagePreparation ofModel(OnnxModel model) {
        @Nullable String json = model.info().metadata().get(ModelKeys.PREPARATION);
        if (json == null) {
            throw new InputException(
                    "the model", "does not say how pictures become numbers", "give --size, --mean and --deviation");
        }
        if (PreparationJson.read("the model's preparation", Json.read("preparation", json))
                instanceof ImagePreparation preparation) {
            return preparation;
        }
        throw new InputException("the model", "was not made for pictures", "give it a file of rows");
    }
}
