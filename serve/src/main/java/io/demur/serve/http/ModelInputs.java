package io.demur.serve.http;

import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import io.demur.serve.decide.Given;
import io.demur.serve.decide.Network;
import io.demur.serve.wire.InferBody;
import io.demur.serve.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The inputs of the Open Inference Protocol that a model is asked by: its own tensor of numbers; {@code text} where it was
 * trained on texts; each column by its name, as texts, where it was trained on a table.
 */
final class ModelInputs {
    static final String TEXT = "text";

    private ModelInputs() {}

    /** The rows of a request; empty if it has none of these inputs. */
    static Optional<Given> of(Network model, InferBody body) {
        Optional<Given> numbers = model.numbers()
                .flatMap(port -> body.rows(
                        port.name(), port.shape().subList(1, port.shape().size())))
                .map(Given.Numbers::new);
        if (numbers.isPresent()) {
            return numbers;
        }
        if (model.takesTexts()) {
            return body.texts(TEXT).map(texts -> new Given.Raw(RawTexts.of(texts, row -> "text " + row)));
        }
        List<String> columns = model.columns();
        return columns.stream().anyMatch(body.inputs()::contains)
                ? Optional.of(table(columns, body))
                : Optional.empty();
    }

    private static Given table(List<String> columns, InferBody body) {
        List<List<String>> cells = columns.stream()
                .map(column -> body.texts(column)
                        .orElseThrow(
                                () -> new Refusal(400, "inputs: there is no " + column + ", a column of the model")))
                .toList();
        int rows = cells.get(0).size();
        for (int c = 0; c < cells.size(); c++) {
            if (cells.get(c).size() != rows) {
                throw new Refusal(
                        400,
                        "input " + columns.get(c) + ": has " + cells.get(c).size() + " cells, " + columns.get(0)
                                + " has " + rows);
            }
        }
        return new Given.Raw(RawTable.of(
                columns,
                IntStream.range(0, rows)
                        .mapToObj(row ->
                                cells.stream().map(column -> column.get(row)).toList())
                        .toList()));
    }

    /** What the inputs are called. */
    static List<String> names(Network model) {
        List<String> names = new ArrayList<>();
        model.numbers().ifPresent(port -> names.add(port.name()));
        names.addAll(model.takesTexts() ? List.of(TEXT) : model.columns());
        return names;
    }
}
