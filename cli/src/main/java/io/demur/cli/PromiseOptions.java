package io.demur.cli;

import io.demur.evaluation.Evaluation;
import io.demur.guarantee.Certified;
import io.demur.io.json.SelectorJson;
import io.demur.logits.InputException;
import io.demur.logits.Logits;
import io.demur.metric.Loss;
import io.demur.report.Report.Rule;
import io.demur.score.Score;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Selectors whose risks were certified beforehand, and may be called so on a page. */
final class PromiseOptions {
    @Option(
            names = "--selector",
            paramLabel = "[NAME=]FILE",
            description = "A selector of the model, from fit: the report calls its risk certified, and all others"
                    + " empirical. May be repeated; NAME is needed where there are several models.")
    private List<String> selectors = List.of();

    /**
     * A certificate on its way to the page.
     *
     * @param file where it stands
     */
    record Promise(String file, Selector selector, Certified certified) {
        Score score() {
            return selector.score();
        }

        /** As the page has it; refused where the curve does not tell how many rows the threshold lets out. */
        Rule rule(String model, Evaluation evaluation) {
            if (!evaluation.score(score()).curve().isExact()) {
                throw new InputException(
                        "--selector",
                        "needs every row's score, which --mode bounded does not keep",
                        "use --mode exact");
            }
            return new Rule(model, score(), certified);
        }

        boolean restsOn(String digest) {
            return digest.equals(selector.data().certification())
                    || digest.equals(selector.data().tuning());
        }
    }

    /** Refuses selectors beside what has no logits. */
    void refuse(String what) {
        if (!selectors.isEmpty()) {
            throw new InputException("--selector", "decides on logits, which " + what + " has not", "leave it out");
        }
    }

    /** Refuses what no page would show. */
    void check(ReportOptions report, List<ModelArgument> models) {
        if (selectors.isEmpty()) {
            return;
        }
        if (report.html().isEmpty()) {
            throw new InputException("--selector", "shows on the page alone", "say where it goes with --html FILE");
        }
        List<String> names = models.stream().map(ModelArgument::name).toList();
        for (String selector : selectors) {
            ModelArgument named = ModelArgument.parse(selector);
            boolean alone = names.size() == 1 && named.logits().equals(selector);
            if (!alone && !names.contains(named.name())) {
                throw new InputException(
                        "--selector",
                        "'" + selector + "' is of none of the models " + String.join(", ", names),
                        "say --selector " + names.get(0) + "=" + named.logits());
            }
        }
    }

    /** The certificates of one model. */
    List<Promise> of(ModelArgument model, Logits logits, Loss loss) {
        List<Promise> promises = new ArrayList<>();
        for (String text : selectors) {
            ModelArgument named = ModelArgument.parse(text);
            if (named.logits().equals(text) || named.name().equals(model.name())) {
                promises.add(read(named.logits(), logits, loss));
            }
        }
        return promises;
    }

    private static Promise read(String file, Logits logits, Loss loss) {
        Selector selector = SelectorJson.read(OutputTarget.path(file));
        selector.requireFits(logits);
        if (selector.grouping() != Grouping.NONE) {
            throw new InputException(
                    file, "has one rule per group, and the page is about all rows", "check it with demur check");
        }
        if (selector.rules().get(0).certificate().orElse(null) instanceof Certified certified) {
            SelectorCosts.require(file, selector, certified, loss);
            return new Promise(file, selector, certified);
        }
        throw new InputException(file, "holds no certificate", "fit it with --max-risk");
    }

    /** Rows that made the certificate say nothing new about it. */
    static void tell(List<Promise> promises, Evaluation evaluation, Console console) {
        for (Promise promise : promises) {
            if (promise.restsOn(evaluation.dataDigest())) {
                console.warn(
                        "known-rows",
                        "these rows made " + promise.file() + "; what it does on them is no fresh evidence");
            }
        }
    }
}
