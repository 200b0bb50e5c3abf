package io.demur.train.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.inputs.prepare.WordVectors;
import io.demur.io.file.FileDigest;
import io.demur.io.json.Json;
import io.demur.network.Shape;
import io.demur.train.engine.ExampleSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a recipe as the network takes them.
 *
 * @param train rows to learn from
 * @param held the other parts that have rows, by name: {@code tune}, {@code certify}, {@code test}
 * @param classes names in the order of the labels
 * @param input one row to learn from
 * @param heldInput one row of the other parts
 * @param preparation how raw rows became these, to be kept beside the model
 * @param vectors from which the embeddings start; otherwise they are drawn
 * @param weights from which the network starts; otherwise they are drawn
 * @param digest of the rows and, where there are such, of the vectors or the weights
 */
record PreparedData(
        ExampleSource train,
        Map<String, ExampleSource> held,
        List<String> classes,
        Shape input,
        Shape heldInput,
        ObjectNode preparation,
        Optional<WordVectors> vectors,
        Optional<Path> weights,
        String digest) {

    /** The same, starting from word vectors. */
    PreparedData startingFrom(WordVectors start) {
        String both = with("vectors", start.digest());
        return new PreparedData(train, held, classes, input, heldInput, preparation, Optional.of(start), weights, both);
    }

    /** The same, starting from the weights of a file. */
    PreparedData startingFrom(Path file) {
        String both = with("weights", FileDigest.of(file));
        return new PreparedData(train, held, classes, input, heldInput, preparation, vectors, Optional.of(file), both);
    }

    private String with(String part, String itsDigest) {
        return Json.digest(
                JsonNodeFactory.instance.objectNode().put("rows", digest).put(part, itsDigest));
    }
}
