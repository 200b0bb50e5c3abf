package io.demur.cli;

import io.demur.evaluation.ClassCounts;
import io.demur.evaluation.ClassCurves;
import io.demur.evaluation.ImageEvaluation;
import io.demur.evaluation.ImageScore;
import io.demur.io.npy.ImageShape;
import io.demur.io.text.Numbers;
import io.demur.math.ShortestDecimal;
import io.demur.metric.Aurc;
import io.demur.metric.BoundedCurve;
import io.demur.metric.Bounds;
import io.demur.metric.CoverageAtRisk;
import io.demur.metric.CurveMetric;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.RiskCoverageCurve;
import io.demur.metric.ScoredLosses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The images of one model, as text and as CSV.
 *
 * @param model its name
 * @param shape of the images
 * @param images at least one
 * @param curves of their pixels by predicted class
 */
record ImageTable(String model, ImageShape shape, List<ImageEvaluation> images, ClassCurves curves) {
    static final String HEAD = "model,image,labelled,ignored,skipped,accuracy,mean-iou,aurc[mean],confidence\n";

    private static final double RISK = 0.05;
    private static final double[] KEPT = {1, 0.9, 0.8, 0.5};

    ImageTable {
        images = List.copyOf(images);
    }

    String csv() {
        StringBuilder text = new StringBuilder();
        for (ImageEvaluation image : images) {
            text.append(EvaluationCsv.quoted(model))
                    .append(',')
                    .append(image.image())
                    .append(',')
                    .append(image.labelled())
                    .append(',')
                    .append(image.ignored())
                    .append(',')
                    .append(image.skipped())
                    .append(',')
                    .append(cell(accuracy(image)))
                    .append(',')
                    .append(cell(image.classes().meanIntersectionOverUnion()))
                    .append(',')
                    .append(cell(image.aurc().number()))
                    .append(',')
                    .append(ShortestDecimal.text(image.confidence()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? ShortestDecimal.text(value.getAsDouble()) : "";
    }

    private static OptionalDouble accuracy(ImageEvaluation image) {
        return image.labelled() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) image.right() / image.labelled());
    }

    /** What all images come to, by class, and what rejecting images does. */
    String text(ImageScore whole, List<String> classNames) {
        ClassCounts pooled =
                ClassCounts.sum(images.stream().map(ImageEvaluation::classes).toList());
        long labelled = images.stream().mapToLong(ImageEvaluation::labelled).sum();
        long right = images.stream().mapToLong(ImageEvaluation::right).sum();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %s of %d x %d, %s labelled pixels%n",
                model,
                Numbers.count(images.size(), "image"),
                shape.width(),
                shape.height(),
                Numbers.count(labelled)));
        text.append(String.format(
                "pooled: pixel accuracy %s, mean IoU %s%n",
                share(OptionalDouble.of((double) right / Math.max(1, labelled))),
                share(pooled.meanIntersectionOverUnion())));
        text.append(String.format(
                "mean over images: pixel accuracy %s, mean IoU %s, aurc[mean] %s%n",
                share(mean(images.stream().map(ImageTable::accuracy).toList())),
                share(mean(images.stream()
                        .map(image -> image.classes().meanIntersectionOverUnion())
                        .toList())),
                share(mean(images.stream().map(image -> image.aurc().number()).toList()))));
        text.append(byClass(pooled, classNames)).append(rejection(whole));
        return text.append('\n').toString();
    }

    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream().flatMapToDouble(OptionalDouble::stream).average();
    }

    private static String share(OptionalDouble value) {
        return value.isPresent() ? Numbers.percent(value.getAsDouble(), 2) : "-";
    }

    private String byClass(ClassCounts pooled, List<String> names) {
        TextTable table = new TextTable(List.of(
                "class",
                "labelled",
                "IoU",
                "predicted",
                "wrong",
                "aurc[mean]",
                "coverage at " + Numbers.plainPercent(RISK) + " risk"));
        double width = 0;
        for (int k = 0; k < names.size(); k++) {
            ClassCounts.Count count = pooled.classes().get(k);
            Optional<BoundedCurve> curve = curves.of(k);
            Optional<Bounds> aurc = curve.map(CurveMetric.AURC::of);
            width = Math.max(
                    width,
                    aurc.map(Bounds::width).orElse(OptionalDouble.empty()).orElse(0));
            table.row(List.of(
                    names.get(k),
                    Numbers.count(count.labelled()),
                    share(count.intersectionOverUnion()),
                    Numbers.count(count.predicted()),
                    share(count.errorOfPredicted()),
                    aurc.map(bounds -> share(bounds.middle().number())).orElse("-"),
                    curve.map(known -> coverage(known)).orElse("-")));
        }
        return table
                + String.format(
                        Locale.ROOT, "by predicted class, counted: the bounds of aurc are at most %.1e apart%n", width);
    }

    /** What can be answered of a class at that risk whatever the order within a prefix is; 0 where nothing can. */
    private static String coverage(BoundedCurve curve) {
        return Numbers.percent(
                CoverageAtRisk.bounds(curve, RISK).lower().number().orElse(0), 1);
    }

    private String rejection(ImageScore whole) {
        List<ImageEvaluation> judged =
                images.stream().filter(image -> image.labelled() > 0).toList();
        if (judged.isEmpty()) {
            return "";
        }
        RiskCoverageCurve curve = RiskCoverageCurve.of(ScoredLosses.of(
                judged.stream().mapToDouble(ImageEvaluation::confidence).toArray(),
                judged.stream()
                        .mapToDouble(image -> 1 - accuracy(image).orElseThrow())
                        .toArray()));
        List<String> kept = new ArrayList<>();
        IntStream.range(0, KEPT.length).forEach(i -> {
            RiskAtCoverage.Point at = RiskAtCoverage.of(curve, KEPT[i]);
            kept.add(Numbers.percent(at.coverage(), 0) + " of the images: " + Numbers.percent(at.risk(), 2));
        });
        return String.format(
                "by image, %s: aurc[mean] %s; pixel error of the surest%n  %s%n",
                whole, Numbers.percent(Aurc.of(curve), 3), String.join(", ", kept));
    }
}
