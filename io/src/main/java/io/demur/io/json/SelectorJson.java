package io.demur.io.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.guarantee.GroupRule;
import io.demur.logits.InputException;
import io.demur.score.Score;
import io.demur.select.DataIdentity;
import io.demur.select.GoldenRow;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Selectors as JSON; the form is fixed by the schema {@code selector.schema.json} of the documentation.
 *
 * <p>A file carries the SHA-256 of its canonical content, so that it cannot be changed by accident, and rows with known
 * decisions, which are decided anew when it is read. White space and the order of fields mean nothing.
 */
public final class SelectorJson {
    /** The version of the form; files of later versions are refused. */
    public static final int VERSION = 1;

    private static final String ARTEFACT = "demur-selector";

    private SelectorJson() {}

    /** Writes a selector; the file appears as a whole or not at all. */
    public static void write(Path target, Selector selector) {
        Json.write(target, of(selector));
    }

    /** The selector as a tree, with its digest. */
    public static ObjectNode of(Selector selector) {
        ObjectNode node = Nodes.object();
        node.put("artefact", ARTEFACT);
        node.put("schemaVersion", VERSION);
        node.put("name", selector.name());
        node.put("score", selector.score().toString());
        node.put("grouping", selector.grouping().toString());
        ArrayNode rules = node.putArray("rules");
        selector.rules().forEach(rule -> rules.add(rule(rule)));
        node.set("classNames", Nodes.texts(selector.classNames()));
        node.set("model", model(selector.model()));
        node.set("data", data(selector.data()));
        ArrayNode golden = node.putArray("goldenRows");
        selector.goldenRows().forEach(row -> golden.add(golden(row)));
        node.put(Json.DIGEST, Json.digest(node));
        return node;
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode node = Nodes.object();
        node.put("group", rule.group());
        node.put("status", Nodes.code(rule.rule().status()));
        Nodes.put(node, "threshold", rule.rule().threshold());
        rule.certificate().ifPresent(certificate -> node.set("certificate", CertificationJson.of(certificate)));
        return node;
    }

    private static ObjectNode model(ModelIdentity model) {
        ObjectNode node = Nodes.object();
        node.put("name", model.name());
        node.put("classes", model.classes());
        node.put("dtype", model.dtype());
        model.digest().ifPresent(digest -> node.put("digest", digest));
        model.output().ifPresent(output -> node.put("output", output));
        return node;
    }

    private static ObjectNode data(DataIdentity data) {
        ObjectNode node = Nodes.object();
        node.put("tuning", data.tuning());
        node.put("certification", data.certification());
        data.period().ifPresent(period -> node.put("period", period));
        data.costs().ifPresent(costs -> node.put("costs", costs));
        data.split().ifPresent(split -> {
            ObjectNode how = node.putObject("split");
            how.put("certificationShare", split.certificationShare());
            how.put("seed", split.seed());
        });
        return node;
    }

    private static ObjectNode golden(GoldenRow row) {
        ObjectNode node = Nodes.object();
        ArrayNode logits = node.putArray("logits");
        Arrays.stream(row.logits()).forEach(logits::add);
        node.put("group", row.group());
        node.put("confidence", row.confidence());
        node.put("prediction", row.prediction());
        node.put("accepted", row.accepted());
        return node;
    }

    /**
     * Reads a selector and decides its golden rows anew.
     *
     * @throws InputException if the file is no selector, of a newer version, changed since it was written, or decides its
     *     golden rows differently
     */
    public static Selector read(Path file) {
        return read(file.toString(), Json.read(file));
    }

    /**
     * As {@link #read(Path)}, from a tree.
     *
     * @param source what error messages call it
     */
    public static Selector read(String source, JsonNode tree) {
        Fields fields = Fields.of(source, tree);
        requireReadable(source, fields);
        if (!fields.optionalText(Json.DIGEST).equals(java.util.Optional.of(Json.digest((ObjectNode) tree)))) {
            throw new InputException(
                    source,
                    "its content does not match its digest: it was changed after it was written",
                    "fit the selector again");
        }
        Selector selector = fields.checked("selector", () -> selector(fields));
        requireRowLengths(source, selector);
        fields.checked("goldenRows", () -> {
            selector.requireGoldenRows();
            return selector;
        });
        return selector;
    }

    private static void requireRowLengths(String source, Selector selector) {
        for (GoldenRow row : selector.goldenRows()) {
            if (row.logits().length != selector.model().classes()) {
                throw new InputException(
                        source,
                        "a golden row has " + row.logits().length + " logits, the model "
                                + selector.model().classes() + " classes");
            }
        }
    }

    private static void requireReadable(String source, Fields fields) {
        if (!fields.has("artefact") || !fields.text("artefact").equals(ARTEFACT)) {
            throw new InputException(source, "is no selector", "give a file that demur fit has written");
        }
        fields.requireVersion(VERSION);
    }

    private static Selector selector(Fields fields) {
        return new Selector(
                fields.text("name"),
                fields.parsed("score", Score::parse),
                fields.constant("grouping", Grouping.class),
                fields.objects("rules").stream().map(SelectorJson::rule).toList(),
                fields.texts("classNames"),
                model(fields.object("model")),
                data(fields.object("data")),
                fields.objects("goldenRows").stream().map(SelectorJson::golden).toList());
    }

    private static Rule rule(Fields fields) {
        GroupRule rule =
                new GroupRule(fields.constant("status", GroupRule.Status.class), fields.optionalNumber("threshold"));
        return new Rule(
                fields.text("group"), rule, fields.optionalObject("certificate").map(CertificationJson::read));
    }

    private static ModelIdentity model(Fields fields) {
        int classes = fields.small("classes");
        if (classes < 2) {
            throw new IllegalArgumentException(classes + " classes cannot be told apart");
        }
        return new ModelIdentity(
                fields.text("name"),
                classes,
                fields.text("dtype"),
                fields.optionalText("digest"),
                fields.optionalText("output"));
    }

    private static DataIdentity data(Fields fields) {
        return new DataIdentity(
                fields.text("tuning"),
                fields.text("certification"),
                fields.optionalText("period"),
                fields.optionalText("costs"),
                fields.optionalObject("split")
                        .map(split -> new DataIdentity.Split(split.number("certificationShare"), split.whole("seed"))));
    }

    private static GoldenRow golden(Fields fields) {
        return new GoldenRow(
                fields.numbers("logits"),
                fields.text("group"),
                fields.number("confidence"),
                fields.small("prediction"),
                fields.truth("accepted"));
    }
}
