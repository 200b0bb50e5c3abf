package io.demur.train.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.network.Shape;
import io.demur.train.engine.ExampleSource;
import java.util.List;
import java.util.Map;

/**
 * The rows of a recipe as the network takes them.
 *
 * @param train rows to learn from
 * @param held the other parts that have rows, by name: {@code tune}, {@code certify}, {@code test}
 * @param classes names in the order of the labels
 * @param input one row to learn from
 * @param heldInput one row of the other parts
 * @param preparation how raw rows became these, to be kept beside the model
 * @param digest of the rows and their division
 */
record PreparedData(
        ExampleSource train,
        Map<String, ExampleSource> held,
        List<String> classes,
        Shape input,
        Shape heldInput,
        ObjectNode preparation,
        String digest) {}
