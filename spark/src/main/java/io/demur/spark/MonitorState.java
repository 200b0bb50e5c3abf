package io.demur.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.monitor.DelayedLabels;
import io.demur.monitor.RiskWealth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The test of a claim after some batch: its wealth, and the requests whose labels it waits for. Belongs to one thread. */
public final class MonitorState {
    private static final String FILE = "risk-monitor.json";

    private final DelayedLabels sample;
    /** Numbers of the requests that have not counted yet, by what they are called. */
    private final Map<String, Long> numbers = new HashMap<>();

    private long batch = -1;
    private long next;

    private MonitorState(RiskWealth wealth) {
        sample = new DelayedLabels(wealth);
    }

    /** The state in a folder, or that of a test that has seen nothing. */
    static MonitorState read(Path folder, MaxRisk maxRisk, Confidence confidence) {
        RiskWealth wealth = new RiskWealth(maxRisk, confidence);
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return new MonitorState(wealth);
        }
        JsonNode tree = Json.read(file);
        if (tree.path("maxRisk").doubleValue() != maxRisk.value()
                || tree.path("confidence").doubleValue() != 1 - confidence.delta()) {
            throw new InputException(
                    file.toString(), "is the state of another claim", "name another folder or ask the same");
        }
        double[] numbers = new double[tree.path("state").size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = tree.path("state").get(i).doubleValue();
        }
        wealth.restore(numbers);
        MonitorState state = new MonitorState(wealth);
        state.batch = tree.path("batch").longValue();
        state.next = tree.path("next").longValue();
        state.resume(tree.path("pending"));
        return state;
    }

    private void resume(JsonNode pending) {
        for (JsonNode request : pending) {
            long number = request.path("number").longValue();
            numbers.put(request.path("request").textValue(), number);
            sample.enroll(number);
        }
        for (JsonNode request : pending) {
            if (request.has("loss")) {
                sample.label(
                        request.path("number").longValue(), request.path("loss").doubleValue());
            }
        }
    }

    void enroll(String request) {
        if (numbers.putIfAbsent(request, next) == null) {
            sample.enroll(next++);
        }
    }

    void label(String request, double loss) {
        Long number = numbers.get(request);
        if (number != null) {
            sample.label(number, loss);
        }
    }

    void write(Path folder, long ofBatch) {
        batch = ofBatch;
        numbers.values().retainAll(sample.pending().keySet());
        Json.write(folder.resolve(FILE), tree());
    }

    private ObjectNode tree() {
        RiskWealth wealth = sample.wealth();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("artefact", "demur-risk-monitor");
        node.put("batch", batch);
        node.put("maxRisk", wealth.maxRisk().value());
        node.put("confidence", 1 - wealth.confidence().delta());
        node.put("observations", wealth.observations());
        node.put("lossSum", wealth.lossSum());
        node.put("wealth", wealth.wealth());
        node.put("alarmed", wealth.alarmed());
        wealth.alarmedAt().ifPresent(at -> node.put("alarmedAt", at));
        node.put("next", next);
        ArrayNode state = node.putArray("state");
        for (double number : wealth.state()) {
            state.add(number);
        }
        ArrayNode pending = node.putArray("pending");
        Map<Long, String> names = new HashMap<>();
        numbers.forEach((name, number) -> names.put(number, name));
        sample.pending().forEach((number, loss) -> {
            ObjectNode request = pending.addObject();
            request.put("request", names.get(number));
            request.put("number", number);
            if (!loss.isNaN()) {
                request.put("loss", loss);
            }
        });
        return node;
    }

    /** The last batch that was taken; -1 before the first. */
    public long batch() {
        return batch;
    }

    /** The test. */
    public RiskWealth wealth() {
        return sample.wealth();
    }

    /** Requests that have not counted yet. */
    public int waiting() {
        return sample.waiting();
    }
}
