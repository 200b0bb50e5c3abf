package io.demur.onnx.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.math.ShortestDecimal;
import io.demur.onnx.ModelInspection;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what is inside a model file. */
@Command(
        name = "inspect",
        description = "Say what an ONNX model takes and gives, and which selector decides in it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {"", "Example:", "  demur inspect guarded.onnx"})
final class InspectCommand implements Callable<Integer> {
    private static final int MOST_RULES = 10;

    @Parameters(paramLabel = "MODEL", description = "A model in ONNX.")
    private Path model = Path.of("");

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    /** Accepted as by every command; there is nothing to be silent about. */
    @Mixin
    @SuppressWarnings("UnusedVariable")
    private TalkOptions talk = new TalkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        ModelInspection found = ModelInspection.of(model);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(json ? Json.write(tree(found)) : text(found));
        out.flush();
        return 0;
    }

    private static String text(ModelInspection found) {
        StringBuilder text = new StringBuilder();
        line(text, "operators", "set " + found.info().opset());
        found.info().inputs().forEach(port -> line(text, "takes", port.toString()));
        found.info().outputs().forEach(port -> line(text, "gives", port.toString()));
        line(text, "digest", found.digest().words());
        String keys = found.info().metadata().keySet().stream().sorted().collect(Collectors.joining(", "));
        line(text, "metadata", keys.isEmpty() ? "none" : keys);
        found.guard().ifPresentOrElse(guard -> selector(text, guard), () -> line(text, "selector", "none"));
        return text.toString();
    }

    private static void selector(StringBuilder text, ModelInspection.Guard guard) {
        Selector selector = guard.selector();
        line(text, "selector", selector.name() + ", score " + selector.score());
        line(text, "judges", guard.ports().logits() + ", " + selector.model().classes() + " classes");
        selector.rules().stream().limit(MOST_RULES).forEach(rule -> line(text, "rule", rule(rule)));
        if (selector.rules().size() > MOST_RULES) {
            line(text, "", "and " + (selector.rules().size() - MOST_RULES) + " more");
        }
    }

    private static String rule(Rule rule) {
        String group = rule.group().equals(Rule.EVERYTHING) ? "" : "group " + rule.group() + ": ";
        return rule.rule().threshold().isPresent()
                ? group + "accepts from "
                        + ShortestDecimal.text(rule.rule().threshold().getAsDouble())
                : group + "accepts nothing";
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(String.format("%-11s%s%n", key, value));
    }

    private static ObjectNode tree(ModelInspection found) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("opset", found.info().opset());
        ArrayNode inputs = node.putArray("inputs");
        found.info().inputs().forEach(port -> inputs.add(port(port.name(), port.type(), port.shape())));
        ArrayNode outputs = node.putArray("outputs");
        found.info().outputs().forEach(port -> outputs.add(port(port.name(), port.type(), port.shape())));
        node.put("digest", found.digest().name().toLowerCase(java.util.Locale.ROOT));
        found.guard().ifPresent(guard -> {
            node.put("judges", guard.ports().logits());
            node.set("selector", SelectorJson.of(guard.selector()));
        });
        return node;
    }

    private static ObjectNode port(String name, String type, java.util.List<Long> shape) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("name", name).put("type", type);
        shape.forEach(node.putArray("shape")::add);
        return node;
    }
}
