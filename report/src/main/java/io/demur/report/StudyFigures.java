package io.demur.report;

import io.demur.io.text.Numbers;
import io.demur.report.LossStudy.Model;
import io.demur.report.LossStudy.Ranked;
import io.demur.smoothing.SuppressionGradient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What label smoothing does over its strengths and seeds. */
final class StudyFigures {
    private static final int WIDTH = 460;
    private static final int HEIGHT = 340;
    /** Room above the data for the legend. */
    private static final double HEAD = 1.3;

    private static final String MSP = "msp";
    private static final String NORM = "logit norm, p tuned";

    private final LossStudy study;
    private final String area;

    private StudyFigures(LossStudy study) {
        this.study = study;
        this.area = VerdictSection.Names.of(study.metric());
    }

    /** A number of a model, if it has it. */
    private record Curve(String name, Ink ink, Function<Model, OptionalDouble> number) {
        static Curve of(String name, int ink, ToDoubleFunction<Model> number) {
            return new Curve(name, Ink.series(ink), model -> OptionalDouble.of(number.applyAsDouble(model)));
        }

        static Curve ofNorm(ToDoubleFunction<Ranked> number) {
            return new Curve(NORM, Ink.series(2), model -> model.norm()
                    .map(norm -> OptionalDouble.of(number.applyAsDouble(norm)))
                    .orElse(OptionalDouble.empty()));
        }
    }

    static List<Figure> of(LossStudy study) {
        StudyFigures figures = new StudyFigures(study);
        List<Figure> list = new ArrayList<>();
        if (study.models().stream()
                        .flatMapToDouble(m -> m.alpha().stream())
                        .distinct()
                        .count()
                > 1) {
            list.add(figures.byAlpha(
                    "aurc-by-alpha",
                    figures.area,
                    List.of(Curve.of(MSP, 0, m -> m.msp().aurc()), Curve.ofNorm(Ranked::aurc))));
            list.add(figures.byAlpha(
                    "coverage-by-alpha",
                    "coverage at a risk of 1 %",
                    List.of(Curve.of(MSP, 0, m -> m.msp().coverage()), Curve.ofNorm(Ranked::coverage))));
            list.add(figures.byAlpha("error-by-alpha", "error", List.of(Curve.of("error", 0, Model::error))));
            list.add(figures.suppression());
            study.models().stream()
                    .flatMapToDouble(m -> m.alpha().stream())
                    .max()
                    .ifPresent(alpha -> list.addAll(Illustrations.of(alpha)));
        }
        list.add(figures.scatter("error-aurc-msp", MSP, model -> Optional.of(model.msp())));
        if (study.models().stream().anyMatch(model -> model.norm().isPresent())) {
            list.add(figures.scatter("error-aurc-norm", NORM, Model::norm));
        }
        return list;
    }

    /** Every model a dot, the means of equal alpha joined. */
    private Figure byAlpha(String id, String label, List<Curve> curves) {
        List<Mark> marks = new ArrayList<>();
        List<Plot.Entry> legend = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<String> sentence = new ArrayList<>();
        double top = 0;
        for (Curve curve : curves) {
            SortedMap<Double, List<Double>> values = values(curve);
            if (values.isEmpty()) {
                continue;
            }
            List<Spot> means = new ArrayList<>();
            values.forEach((alpha, list) -> {
                means.add(new Spot(alpha, mean(list)));
                list.forEach(value -> marks.add(new Mark.Dot(curve.ink, new Spot(alpha, value))));
                rows.add(List.of(curve.name, plain(alpha), Numbers.percent(mean(list), 3), Numbers.count(list.size())));
            });
            marks.add(new Mark.Line(curve.ink, means));
            legend.add(new Plot.Entry(curve.ink, curve.name));
            top = Math.max(top, greatest(values.values()));
            sentence.add(curve.name + " "
                    + means.stream()
                            .map(spot -> Numbers.percent(spot.y(), 2) + " at " + plain(spot.x()))
                            .collect(Collectors.joining(", ")));
        }
        Plot plot = new Plot(
                WIDTH,
                HEIGHT,
                alphas(),
                Axis.upTo(label, top * HEAD, Axis.Unit.PERCENT),
                marks,
                new Plot.Legend(Plot.Corner.UPPER_LEFT, legend));
        String title = capital(label) + " against alpha";
        return new Figure(
                id,
                SectionText.STUDY,
                title,
                title + ", means over seeds. " + String.join("; ", sentence) + ".",
                plot,
                new Figure.Table(List.of("score", "alpha", "mean of " + label, "models"), rows));
    }

    private SortedMap<Double, List<Double>> values(Curve curve) {
        SortedMap<Double, List<Double>> values = new TreeMap<>();
        for (Model model : study.models()) {
            OptionalDouble number = curve.number.apply(model);
            if (model.alpha().isPresent() && number.isPresent()) {
                values.computeIfAbsent(model.alpha().getAsDouble(), a -> new ArrayList<>())
                        .add(number.getAsDouble());
            }
        }
        return values;
    }

    private Axis alphas() {
        double[] alphas = study.models().stream()
                .flatMapToDouble(m -> m.alpha().stream())
                .sorted()
                .toArray();
        double room = 0.05 * (alphas[alphas.length - 1] - alphas[0]);
        return new Axis(
                "alpha of label smoothing", alphas[0] - room, alphas[alphas.length - 1] + room, Axis.Unit.PLAIN);
    }

    /** The line of the theory: alpha (1 - 1/K - P_error). */
    private Figure suppression() {
        List<Double> alphas = study.models().stream()
                .flatMap(m -> m.alpha().stream().boxed())
                .filter(alpha -> alpha > 0)
                .distinct()
                .sorted()
                .toList();
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark.Line(Ink.RULE, List.of(new Spot(0, 0), new Spot(1, 0))));
        List<Plot.Entry> legend = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        double least = 0;
        double greatest = 0;
        for (int i = 0; i < alphas.size(); i++) {
            double sure = SuppressionGradient.expectedOnMax(alphas.get(i), study.classes(), 0);
            double lost = SuppressionGradient.expectedOnMax(alphas.get(i), study.classes(), 1);
            Ink ink = Ink.series(i + 1);
            marks.add(new Mark.Line(ink, List.of(new Spot(0, sure), new Spot(1, lost))));
            legend.add(new Plot.Entry(ink, "alpha " + plain(alphas.get(i))));
            rows.add(List.of(plain(alphas.get(i)), Numbers.fixed(sure, 4), Numbers.fixed(lost, 4)));
            least = Math.min(least, lost);
            greatest = Math.max(greatest, sure);
        }
        Axis y = new Axis("expected suppression of the largest logit", least, greatest * 1.05, Axis.Unit.PLAIN);
        return new Figure(
                "suppression",
                SectionText.STUDY,
                "What label smoothing adds to the gradient, K = " + Numbers.count(study.classes()),
                "The expected suppression of the largest logit falls in a straight line with the probability of an error,"
                        + " steeper for more smoothing: what is right is suppressed most.",
                new Plot(
                        WIDTH,
                        HEIGHT,
                        Axis.share("probability that the prediction is wrong"),
                        y,
                        marks,
                        new Plot.Legend(Plot.Corner.UPPER_RIGHT, legend)),
                new Figure.Table(List.of("alpha", "never wrong", "always wrong"), rows));
    }

    /** A dot for every model; both figures of this kind have the same axes. */
    private Figure scatter(String id, String score, Function<Model, Optional<Ranked>> ranked) {
        List<String> losses =
                study.models().stream().map(Model::loss).distinct().toList();
        List<Mark> marks = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Model model : study.models()) {
            ranked.apply(model).ifPresent(value -> {
                Ink ink = Ink.series(losses.indexOf(model.loss()));
                marks.add(new Mark.Dot(ink, new Spot(model.error(), value.aurc())));
                rows.add(List.of(model.loss(), Numbers.percent(model.error(), 2), Numbers.percent(value.aurc(), 3)));
            });
        }
        List<Plot.Entry> legend = losses.stream()
                .map(loss -> new Plot.Entry(Ink.series(losses.indexOf(loss)), loss))
                .toList();
        String title = area + " of " + score + " against error";
        return new Figure(
                id,
                SectionText.STUDY,
                title,
                title + ", " + Numbers.count(rows.size()) + " models. Below and to the left is better.",
                new Plot(
                        WIDTH,
                        HEIGHT,
                        around(
                                "error",
                                study.models().stream().map(Model::error).toList(),
                                1.1),
                        around(area, areas(), HEAD),
                        marks,
                        new Plot.Legend(Plot.Corner.UPPER_LEFT, legend)),
                new Figure.Table(List.of("loss", "error", area), rows));
    }

    private List<Double> areas() {
        List<Double> areas = new ArrayList<>();
        for (Model model : study.models()) {
            areas.add(model.msp().aurc());
            model.norm().ifPresent(norm -> areas.add(norm.aurc()));
        }
        return areas;
    }

    /** With a little room below, and above as much as is asked for. */
    private static Axis around(String label, List<Double> values, double head) {
        double least = values.stream().mapToDouble(v -> v).min().orElseThrow();
        double greatest = values.stream().mapToDouble(v -> v).max().orElseThrow();
        double span = Math.max(greatest - least, 0.02 * greatest);
        return new Axis(label, Math.max(0, least - span / 10), least + span * head * 1.1, Axis.Unit.PERCENT);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    private static double greatest(Collection<List<Double>> values) {
        return values.stream().flatMap(List::stream).mapToDouble(v -> v).max().orElseThrow();
    }

    private static String plain(double alpha) {
        return BigDecimal.valueOf(alpha).stripTrailingZeros().toPlainString();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
