package io.demur.report;

import io.demur.evaluation.ClassCounts;
import io.demur.evaluation.ClassCounts.Count;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Where the mistakes are, and whom abstention costs answers: a table of classes per model. */
final class ClassesSection {
    private static final int MOST_CLASSES = 50;
    private static final int MOST_MODELS = 4;

    private final Report report;

    ClassesSection(Report report) {
        this.report = report;
    }

    void write(Html html) {
        List<EvaluatedModel> models = report.models().stream()
                .filter(model -> model.evaluation().classCounts().isPresent())
                .limit(MOST_MODELS)
                .toList();
        if (models.isEmpty()) {
            return;
        }
        html.open("section", "id", "classes").leaf("h2", "By class");
        for (EvaluatedModel model : models) {
            html.leaf("h3", model.name());
            table(html, model, model.evaluation().classCounts().orElseThrow().classes());
        }
        html.close();
    }

    private static void table(Html html, EvaluatedModel model, List<Count> counts) {
        ScoreEvaluation lead = AllSeries.lead(model);
        List<ClassCounts> parts = lead.classesOfAccepted();
        List<String> heads = new ArrayList<>(
                List.of("class", "rows of it", "wrong among them", "predicted as it", "wrong among these"));
        String note = "";
        if (!parts.isEmpty()) {
            heads.add("answered as it");
            heads.add("wrong among those");
            note = " The last two columns are what is left where the surest "
                    + Numbers.percent(lead.calibrationOfAccepted().get(0).coverage(), 1) + " by "
                    + Words.title(model, lead.score()) + " are answered.";
        }
        List<List<String>> rows = IntStream.range(0, counts.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        k -> counts.get(k).right() - counts.get(k).labelled()))
                .limit(MOST_CLASSES)
                .map(k -> row(model, k, parts))
                .toList();
        String which = counts.size() > MOST_CLASSES
                ? "The " + MOST_CLASSES + " of " + counts.size() + " classes with most rows predicted wrong."
                : "Most rows predicted wrong first.";
        html.leaf("p", which + note);
        Tables.write(html, heads, rows);
    }

    private static List<String> row(EvaluatedModel model, int k, List<ClassCounts> parts) {
        Count all = model.evaluation().classCounts().orElseThrow().classes().get(k);
        List<String> names = model.classNames();
        List<String> row = new ArrayList<>();
        row.add(names.isEmpty() ? Integer.toString(k) : names.get(k));
        row.add(Numbers.count(all.labelled()));
        row.add(share(all.error()));
        row.add(Numbers.count(all.predicted()));
        row.add(share(all.errorOfPredicted()));
        if (!parts.isEmpty()) {
            Count accepted = parts.get(0).classes().get(k);
            row.add(Numbers.count(accepted.predicted()) + " of " + Numbers.count(all.predicted()));
            row.add(share(accepted.errorOfPredicted()));
        }
        return row;
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Numbers.percent(share.getAsDouble(), 1) : "-";
    }
}
