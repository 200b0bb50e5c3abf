package io.demur.cli;

import io.demur.evaluation.EvaluationPlan;
import io.demur.score.Centring;
import io.demur.score.Gen;
import io.demur.score.LogitMarginNorm;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which scores to look at. */
final class ScoreOptions {
    private static final int LARGEST_ORDER = 10;

    @Option(
            names = "--scores",
            paramLabel = "LIST",
            description = "usual (default), all, or scores separated by semicolons, for example 'msp;logit-norm:p=5'.")
    private @Nullable String list;

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            description = "One score, for example msp or logit-norm:p=5,centre=none; may be repeated.")
    private List<String> single = List.of();

    /** The scores asked for, each once; the usual ones if none was. */
    List<Score> scores(int classes) {
        if (list == null && single.isEmpty()) {
            return EvaluationPlan.usualScores(classes);
        }
        LinkedHashSet<Score> scores = new LinkedHashSet<>();
        if (list != null) {
            scores.addAll(listed(list, classes));
        }
        scores.addAll(single());
        return List.copyOf(scores);
    }

    /** Those given by {@code --score}. */
    List<Score> single() {
        return single.stream().map(Score::parse).toList();
    }

    private static List<Score> listed(String list, int classes) {
        return switch (list) {
            case "usual" -> EvaluationPlan.usualScores(classes);
            case "all" -> all(classes);
            default -> List.of(list.split(";", -1)).stream().map(Score::parse).toList();
        };
    }

    private static List<Score> all(int classes) {
        List<Score> scores = new ArrayList<>(EvaluationPlan.usualScores(classes));
        scores.add(PlainScore.CENTRED_MAX_LOGIT);
        scores.add(new Gen(0.1, 100));
        for (int p = 1; p <= LARGEST_ORDER; p++) {
            scores.add(new LogitNorm(p, Centring.NONE));
            scores.add(new LogitMarginNorm(p, Centring.MEAN));
        }
        return scores.stream().filter(score -> score.refusal(classes).isEmpty()).toList();
    }
}
