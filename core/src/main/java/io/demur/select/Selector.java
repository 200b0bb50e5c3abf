package io.demur.select;

import io.demur.guarantee.Certified;
import io.demur.guarantee.GroupRule;
import io.demur.guarantee.GroupedCertification;
import io.demur.guarantee.UncertifiedGroups;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The rule by which a model's answers go out or not: a score, a threshold (or one per group) with its certificate, the
 * model it was made for, and a few rows whose decisions must come out the same wherever it runs.
 *
 * <p>Accepts if and only if the confidence is at least the threshold, so ties at the threshold are accepted, as the
 * certificate counted them. Immutable; safe for use by several threads.
 *
 * @param name what the user calls it
 * @param score the confidence score
 * @param grouping what decides which rule a row falls under
 * @param rules one, or one per group in the order of the groups
 * @param classNames names of the classes, or none
 * @param model whose logits it decides on
 * @param data what it rests on
 * @param goldenRows rows with known decisions
 */
public record Selector(
        String name,
        Score score,
        Grouping grouping,
        List<Rule> rules,
        List<String> classNames,
        ModelIdentity model,
        DataIdentity data,
        List<GoldenRow> goldenRows) {

    public Selector {
        rules = List.copyOf(rules);
        classNames = List.copyOf(classNames);
        goldenRows = List.copyOf(goldenRows);
        score.requireClasses(model.classes());
        if (rules.isEmpty() || (grouping == Grouping.NONE && rules.size() != 1)) {
            throw new InputException("selector", "has " + rules.size() + " rules for grouping " + grouping);
        }
        if (grouping == Grouping.PREDICTED_CLASS && rules.size() != model.classes()) {
            throw new InputException(
                    "selector", "has " + rules.size() + " rules for " + model.classes() + " predicted classes");
        }
        if (grouping == Grouping.COLUMN) {
            requireDistinctGroups(rules);
        }
        if (!classNames.isEmpty() && classNames.size() != model.classes()) {
            throw new InputException("selector", "names " + classNames.size() + " of " + model.classes() + " classes");
        }
    }

    private static void requireDistinctGroups(List<Rule> rules) {
        Set<String> seen = new HashSet<>();
        for (Rule rule : rules) {
            if (!seen.add(rule.group())) {
                throw new InputException("selector", "has two rules for group '" + rule.group() + "'");
            }
        }
    }

    /** A selector with one certified threshold, without golden rows yet. */
    public static Selector of(String name, Score score, Certified certificate, ModelIdentity model, DataIdentity data) {
        GroupRule rule = new GroupRule(GroupRule.Status.CERTIFIED, OptionalDouble.of(certificate.threshold()));
        Rule only = new Rule(Rule.EVERYTHING, rule, Optional.of(certificate));
        return new Selector(name, score, Grouping.NONE, List.of(only), List.of(), model, data, List.of());
    }

    /**
     * A selector named after its model, with one threshold that nothing certifies: for a threshold chosen by other means,
     * and for trials.
     */
    public static Selector uncertified(Score score, double threshold, ModelIdentity model) {
        GroupRule rule = new GroupRule(GroupRule.Status.POOLED_NOT_CERTIFIED, OptionalDouble.of(threshold));
        Rule only = new Rule(Rule.EVERYTHING, rule, Optional.empty());
        DataIdentity none = new DataIdentity("none", "none", Optional.empty());
        return new Selector(model.name(), score, Grouping.NONE, List.of(only), List.of(), model, none, List.of());
    }

    /** A selector with one rule per group. */
    public static Selector grouped(
            Selector template, Grouping grouping, GroupedCertification groups, UncertifiedGroups uncertified) {
        List<Rule> rules = new ArrayList<>();
        for (int g = 0; g < groups.names().size(); g++) {
            rules.add(new Rule(
                    groups.names().get(g),
                    groups.rule(g, uncertified),
                    Optional.of(groups.groups().get(g))));
        }
        return new Selector(
                template.name,
                template.score,
                grouping,
                rules,
                template.classNames,
                template.model,
                template.data,
                template.goldenRows);
    }

    /** The same with names for the classes. */
    public Selector withClassNames(List<String> names) {
        return new Selector(name, score, grouping, rules, names, model, data, goldenRows);
    }

    /** The same with golden rows. */
    public Selector withGoldenRows(List<GoldenRow> rows) {
        return new Selector(name, score, grouping, rules, classNames, model, data, rows);
    }

    /** The position of a group among the rules; -1 if it is unknown. */
    public int group(String groupName) {
        for (int g = 0; g < rules.size(); g++) {
            if (rules.get(g).group().equals(groupName)) {
                return g;
            }
        }
        return -1;
    }

    /** Decides one row of a selector without a group column. */
    public Decision decide(double... logits) {
        if (grouping == Grouping.COLUMN) {
            throw new InputException("row", "needs a group, because the selector has one rule per group");
        }
        return decide(logits, Rule.EVERYTHING);
    }

    /**
     * Decides one row.
     *
     * @param logits one per class
     * @param group its group; looked at only where the selector groups by a column
     */
    public Decision decide(double[] logits, String group) {
        if (logits.length != model.classes()) {
            throw new InputException(
                    "row", "has " + logits.length + " logits, the selector is for " + model.classes() + " classes");
        }
        LogitTile tile = new LogitTile(logits.length, 1);
        tile.hold(0, 1);
        tile.putRow(0, logits, 0);
        Decider decider = new Decider(this, tile);
        decider.decide(tile, row -> group(group));
        return decider.decision(0);
    }

    /**
     * Refuses logits that cannot be of the selector's model.
     *
     * @throws InputException if the number of classes differs
     */
    public void requireFits(Logits logits) {
        if (logits.classes() != model.classes()) {
            throw new InputException(
                    logits.name(),
                    "has " + logits.classes() + " classes, the selector '" + name + "' is for " + model.classes());
        }
    }

    /**
     * Decides the golden rows anew.
     *
     * @throws InputException if one comes out differently
     */
    public void requireGoldenRows() {
        for (int i = 0; i < goldenRows.size(); i++) {
            GoldenRow row = goldenRows.get(i);
            GoldenRow again = golden(row.logits(), row.group());
            if (again.accepted() != row.accepted()
                    || again.prediction() != row.prediction()
                    || Double.compare(again.confidence(), row.confidence()) != 0) {
                throw new InputException(
                        "selector '" + name + "'",
                        "golden row " + i + " has confidence " + again.confidence() + " here, not " + row.confidence(),
                        "the file was edited or made by another version: fit it again");
            }
        }
    }

    /** A row with the decision it gets here. */
    public GoldenRow golden(double[] logits, String group) {
        LogitTile tile = new LogitTile(model.classes(), 1);
        tile.hold(0, 1);
        tile.putRow(0, logits, 0);
        Decider decider = new Decider(this, tile);
        decider.decide(tile, row -> group(group));
        return new GoldenRow(logits.clone(), group, decider.confidence(0), decider.prediction(0), decider.accepted(0));
    }
}
