package io.demur.train.recipe;

import io.demur.logits.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Several values of one key, one run for each. */
public final class Sweep {
    private static final Pattern FORM = Pattern.compile("([a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)*)=(.+)");
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,18})\\.\\.([0-9]{1,18})");
    private static final int MOST_SEEDS = 1000;

    private final String option;
    private final String path;
    private final List<Node> values;

    private Sweep(String option, String path, List<Node> values) {
        this.option = option;
        this.path = path;
        this.values = List.copyOf(values);
    }

    /** Reads {@code loss.alpha=0,0.2,0.4}. */
    public static Sweep parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InputException(
                    "--sweep " + text, "is not of the form part.key=value,value", "for instance loss.alpha=0,0.2,0.4");
        }
        String option = "--sweep " + form.group(1);
        Node list = YamlTree.value(option, "[" + form.group(2) + "]");
        return new Sweep(option, form.group(1), ((Node.Items) list).items());
    }

    /** One draft per value. */
    List<RecipeDraft> applied(RecipeDraft draft) {
        List<RecipeDraft> drafts = new ArrayList<>();
        for (Node value : values) {
            drafts.add(draft.with(option, path, value).called(suffix(value)));
        }
        return drafts;
    }

    /** Loss and seed are part of a run's name already. */
    private String suffix(Node value) {
        if (path.equals("seed") || path.startsWith("loss")) {
            return "";
        }
        String text = value instanceof Node.Scalar scalar ? scalar.text() : Integer.toString(values.indexOf(value));
        return "-" + path.substring(path.lastIndexOf('.') + 1) + text.replaceAll("[^A-Za-z0-9.-]", "_");
    }

    /**
     * Reads seeds: {@code 0..4} or {@code 0,2,5}, in rising order, each once.
     *
     * @throws InputException for anything else, or more than 1,000
     */
    public static List<Long> seeds(String text) {
        TreeSet<Long> seeds = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            Matcher span = SPAN.matcher(part.contains("..") ? part : part + ".." + part);
            if (!span.matches()) {
                throw new InputException("--seeds", "'" + text + "' names no seeds", "write 0..4 or 0,2,5");
            }
            long first = Long.parseLong(span.group(1));
            long last = Long.parseLong(span.group(2));
            if (last < first || last - first >= MOST_SEEDS) {
                throw new InputException("--seeds", "'" + part + "' is not from 1 to " + MOST_SEEDS + " rising seeds");
            }
            LongStream.rangeClosed(first, last).forEach(seeds::add);
        }
        return List.copyOf(seeds);
    }
}
