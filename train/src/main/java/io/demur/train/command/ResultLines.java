package io.demur.train.command;

import io.demur.evaluation.ScoreEvaluation;
import io.demur.metric.CurveMetric;
import io.demur.train.run.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of some runs, a line each. */
final class ResultLines {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    ResultLines() {
        rows.add(List.of("run", "n", "error", "AURC[mean] msp", "AURC[mean] norm", "p", "chosen"));
    }

    void add(Path folder, Result result) {
        rows.add(List.of(
                folder.toString(),
                String.format(Locale.ROOT, "%,d", result.evaluation().samples()),
                String.format(Locale.ROOT, "%.2f %%", 100 * result.error()),
                aurc(result.msp()),
                result.normalised().map(ResultLines::aurc).orElse("-"),
                result.norm()
                        .map(norm -> String.format(Locale.ROOT, "%.0f", norm.p()))
                        .orElse("-"),
                result.fitted().map(f -> f.score().toString()).orElse("msp")));
        result.refusal()
                .map(reason -> "logit-norm: " + reason)
                .filter(note -> !notes.contains(note))
                .ifPresent(notes::add);
    }

    private static String aurc(ScoreEvaluation score) {
        return String.format(
                Locale.ROOT, "%.6f", score.metric(CurveMetric.AURC).value().get());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" ".repeat(width(column) - row.get(column).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        notes.forEach(note -> text.append('\n').append(note).append('\n'));
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
