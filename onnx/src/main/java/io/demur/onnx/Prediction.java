package io.demur.onnx;

import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.RawRows;
import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import io.demur.inputs.prepare.Preparation;
import io.demur.inputs.prepare.PreparationJson;
import io.demur.inputs.prepare.TablePreparation;
import io.demur.io.csv.TextRows;
import io.demur.io.file.InputFile;
import io.demur.io.json.Json;
import io.demur.io.npy.Npy;
import io.demur.io.npy.NpyRows;
import io.demur.io.npy.NpyWriter;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The logits of a model on the rows of a file: numbers in NPY as they are, tables and texts in CSV as the preparation in
 * the model's metadata says.
 */
public final class Prediction {
    private static final int MOST_NUMBERS = 1 << 22;
    private static final int MOST_ROWS = 1024;
    private static final int HEAD = 16;
    private static final String TEXT = "text";

    private final OnnxModel model;
    private final String name;

    private Prediction(OnnxModel model, String name) {
        this.model = model;
        this.name = name;
    }

    /**
     * Writes logits as float32, {@code (N, K)} or {@code (N, K, H, W)}; the file appears as a whole or not at all.
     *
     * @param data an NPY file of shape {@code (N, F)} or {@code (N, C, H, W)}, or a CSV file
     * @param text the column that holds the text, for a model of texts; otherwise {@code text}, or the only one
     * @param done told the number of rows computed so far
     * @return number of rows
     * @throws InputException if the data are not what the model takes, naming file and row
     */
    public static long write(OnnxModel model, Path data, Optional<String> text, Path target, LongConsumer done) {
        Prediction prediction = new Prediction(model, data.toString());
        return isNpy(data)
                ? prediction.writeNumbers(data, target, done)
                : prediction.writeRows(data, text, target, done);
    }

    private static boolean isNpy(Path data) {
        try (InputStream stream = Files.newInputStream(InputFile.check(Npy.fileOf(data)))) {
            return Npy.recognises(stream.readNBytes(HEAD));
        } catch (IOException e) {
            throw InputFile.failure(data.toString(), "cannot be read", e);
        }
    }

    private long writeNumbers(Path data, Path target, LongConsumer done) {
        try (NpyRows rows = NpyRows.open(data)) {
            int block = Math.max(1, Math.min(MOST_ROWS, MOST_NUMBERS / rows.numbers()));
            requireForm(rows);
            NpyWriter.writeFloats(
                    target,
                    sink -> {
                        for (long first = 0; first < rows.rows(); first += block) {
                            int count = (int) Math.min(block, rows.rows() - first);
                            sink.accept(model.logits(DenseFeatures.of(rows.numbers(), rows.read(first, count))));
                            done.accept(first + count);
                        }
                    },
                    shape(rows.rows()));
            return rows.rows();
        }
    }

    /** Two shapes can have as many numbers, and then nothing else would notice. */
    private void requireForm(NpyRows rows) {
        List<Long> taken = model.info().inputs().get(0).shape();
        List<Long> given = rows.shape();
        boolean fits = taken.size() == given.size();
        for (int axis = 1; fits && axis < taken.size(); axis++) {
            fits = taken.get(axis) < 0 || taken.get(axis).equals(given.get(axis));
        }
        if (!fits) {
            throw new InputException(
                    name,
                    "has the shape " + given,
                    "the model takes " + model.info().inputs().get(0));
        }
    }

    private long writeRows(Path data, Optional<String> text, Path target, LongConsumer done) {
        @Nullable String json = model.info().metadata().get(ModelKeys.PREPARATION);
        if (json == null) {
            throw new InputException(
                    name, "is no NPY file, and the model does not say how rows become numbers", "prepare the rows");
        }
        Preparation preparation = PreparationJson.read("the model's preparation", Json.read("preparation", json));
        RawRows raw = preparation instanceof TablePreparation ? table(data) : texts(data, text);
        Features features = preparation.prepare(raw);
        NpyWriter.writeFloats(
                target,
                sink -> model.run(features, MOST_ROWS, (first, logits) -> {
                    sink.accept(logits);
                    done.accept(first);
                }),
                shape(features.rows()));
        done.accept(features.rows());
        return features.rows();
    }

    private long[] shape(long rows) {
        List<Long> shape = new ArrayList<>(List.of(rows));
        shape.addAll(model.rowShape());
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    private static RawTable table(Path data) {
        List<List<String>> cells = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        try (TextRows rows = TextRows.open(data)) {
            while (rows.next()) {
                cells.add(rows.fields());
                lines.add(rows.line());
            }
            return RawTable.of(rows.names(), cells, row -> data + ", line " + lines.get(row));
        }
    }

    private static RawTexts texts(Path data, Optional<String> column) {
        List<String> texts = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        try (TextRows rows = TextRows.open(data)) {
            int position = column.isEmpty() && rows.names().size() == 1 ? 0 : rows.position(column.orElse(TEXT));
            while (rows.next()) {
                texts.add(rows.fields().get(position));
                lines.add(rows.line());
            }
        }
        return RawTexts.of(texts, row -> data + ", line " + lines.get(row));
    }
}
