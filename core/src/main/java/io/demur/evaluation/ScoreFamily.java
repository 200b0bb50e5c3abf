package io.demur.evaluation;

import io.demur.logits.InputException;
import io.demur.score.Centring;
import io.demur.score.Energy;
import io.demur.score.Gen;
import io.demur.score.LogitMarginNorm;
import io.demur.score.LogitNorm;
import io.demur.score.MspTemperature;
import io.demur.score.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The kinds of score that compete in a fit, each with the grid of its parameters. msp always competes.
 *
 * @param kinds names of scores without parameters, in order
 */
public record ScoreFamily(List<String> kinds) {
    private static final List<String> ALL = List.of(
            "msp",
            "entropy",
            "softmax-margin",
            "max-logit",
            "centred-max-logit",
            "logit-margin",
            "gini",
            "energy",
            "gen",
            "msp-temperature",
            "logit-norm",
            "logit-margin-norm");

    private static final int LARGEST_ORDER = 10;
    private static final double[] TEMPERATURES = {0.25, 0.5, 0.7, 1.5, 2, 3, 5, 10};
    private static final double[] REFINEMENT = {-0.75, -0.5, -0.25, 0.25, 0.5, 0.75};

    public ScoreFamily {
        Set<String> named = new LinkedHashSet<>(List.of("msp"));
        for (String kind : kinds) {
            if (!ALL.contains(kind)) {
                throw new InputException("family", "'" + kind + "' is no kind of score", "choose among " + ALL);
            }
            named.add(kind);
        }
        kinds = List.copyOf(named);
    }

    /** The family that a text names: kinds separated by commas, or {@code all}. */
    public static ScoreFamily of(String text) {
        return text.equals("all")
                ? new ScoreFamily(ALL)
                : new ScoreFamily(
                        Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    /** The candidates in order, msp first, smaller orders before larger ones; without those that K classes rule out. */
    List<Score> candidates(int classes) {
        return kinds.stream()
                .flatMap(ScoreFamily::grid)
                .filter(score -> score.refusal(classes).isEmpty())
                .toList();
    }

    /** The kinds that K classes rule out, as one member of each. */
    List<Score> refused(int classes) {
        return kinds.stream()
                .map(kind -> grid(kind).findFirst().orElseThrow())
                .filter(score -> score.refusal(classes).isPresent())
                .toList();
    }

    private static Stream<Score> grid(String kind) {
        return switch (kind) {
            case "energy" -> temperatures().mapToObj(Energy::new);
            case "msp-temperature" -> Arrays.stream(TEMPERATURES).mapToObj(MspTemperature::new);
            case "gen" -> Stream.of(new Gen(0.1, 100));
            case "logit-norm" -> orders().mapToObj(LogitNorm::of);
            case "logit-margin-norm" -> orders().mapToObj(p -> new LogitMarginNorm(p, Centring.MEAN));
            default -> Stream.of(Score.parse(kind));
        };
    }

    private static DoubleStream temperatures() {
        return DoubleStream.concat(DoubleStream.of(1), Arrays.stream(TEMPERATURES))
                .sorted();
    }

    private static DoubleStream orders() {
        return IntStream.rangeClosed(1, LARGEST_ORDER).asDoubleStream();
    }

    /** Quarter steps around a score with an order; nothing around others. */
    static List<Score> refinement(Score best) {
        List<Score> finer = new ArrayList<>();
        for (double step : REFINEMENT) {
            if (best instanceof LogitNorm norm && norm.p() + step >= 1) {
                finer.add(new LogitNorm(norm.p() + step, norm.centring()));
            } else if (best instanceof LogitMarginNorm norm && norm.p() + step >= 1) {
                finer.add(new LogitMarginNorm(norm.p() + step, norm.centring()));
            }
        }
        return finer;
    }
}
