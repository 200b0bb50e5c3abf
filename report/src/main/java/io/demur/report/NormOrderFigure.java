package io.demur.report;

import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel;
import io.demur.io.text.Numbers;
import io.demur.metric.CurveMetric;
import io.demur.score.Centring;
import io.demur.score.LogitNorm;
import io.demur.score.PlainScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** AURC[mean] of centred logit normalisation against its order p, with msp as a dashed line across. */
final class NormOrderFigure {
    private static final int WIDTH = 690;
    private static final int HEIGHT = 340;
    private static final int FEWEST = 3;

    private NormOrderFigure() {}

    /** AURC at an order. */
    private record Order(double p, double aurc) {}

    /** The figure, if at least three orders were evaluated of some model. */
    static Optional<Figure> of(Report report, AllSeries series) {
        List<EvaluatedModel> models = report.models().stream()
                .filter(model -> orders(model).size() >= FEWEST)
                .filter(model -> series.find(model, AllSeries.plain(model)).isPresent())
                .limit(Palette.SIZE)
                .toList();
        return models.isEmpty() ? Optional.empty() : Optional.of(figure(report, models, series));
    }

    private static Figure figure(Report report, List<EvaluatedModel> models, AllSeries series) {
        List<Mark> marks = new ArrayList<>();
        List<Plot.Entry> legend = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        double least = Double.MAX_VALUE;
        double greatest = 0;
        double last = 1;
        for (EvaluatedModel model : models) {
            List<Order> orders = orders(model);
            Ink ink = series.find(model, AllSeries.plain(model)).orElseThrow().ink();
            String name = report.models().size() > 1 ? model.name() + " " : "";
            marks.add(new Mark.Line(
                    ink, orders.stream().map(o -> new Spot(o.p, o.aurc)).toList()));
            orders.forEach(order -> marks.add(new Mark.Dot(ink, new Spot(order.p, order.aurc))));
            legend.add(new Plot.Entry(ink, Words.shorten(name, 40) + "logit-norm"));
            for (Order order : orders) {
                rows.add(List.of(name + "logit-norm:p=" + LogitNormText.of(order.p), Numbers.metric(order.aurc)));
                least = Math.min(least, order.aurc);
                greatest = Math.max(greatest, order.aurc);
                last = Math.max(last, order.p);
            }
            Optional<Double> plain = msp(model);
            if (plain.isPresent()) {
                Ink dashed = Ink.series(ink.index() + Palette.SIZE);
                marks.add(new Mark.Line(dashed, List.of(new Spot(0, plain.get()), new Spot(1000, plain.get()))));
                legend.add(new Plot.Entry(dashed, Words.shorten(name, 40) + "msp"));
                rows.add(List.of(name + "msp", Numbers.metric(plain.get())));
                least = Math.min(least, plain.get());
                greatest = Math.max(greatest, plain.get());
            }
        }
        double room = Math.max(greatest - least, 0.02 * greatest) * 0.1;
        Axis x = new Axis("order p of the norm", 0.5, last + 0.5, Axis.Unit.PLAIN);
        // Above the highest line there is room for the legend.
        double head = (greatest - least + 2 * room) * 0.09 * legend.size();
        Axis y = new Axis("AURC[mean]", Math.max(0, least - room), greatest + room + head, Axis.Unit.PERCENT);
        return new Figure(
                "aurc-by-norm-order",
                "The order of logit normalisation",
                "AURC[mean] against the order p of logit normalisation",
                sentence(models),
                new Plot(WIDTH, HEIGHT, x, y, marks, new Plot.Legend(Plot.Corner.UPPER_RIGHT, legend)),
                new Figure.Table(List.of("score", "AURC[mean]"), rows));
    }

    private static String sentence(List<EvaluatedModel> models) {
        StringBuilder text = new StringBuilder("AURC[mean] against the order p of logit normalisation. ");
        for (EvaluatedModel model : models) {
            Order best = orders(model).stream()
                    .min(Comparator.comparingDouble(Order::aurc))
                    .orElseThrow();
            text.append(model.name() + ": lowest at p = " + LogitNormText.of(best.p) + " with "
                    + Numbers.metric(best.aurc));
            msp(model).ifPresent(plain -> text.append(", msp " + Numbers.metric(plain)));
            text.append(". ");
        }
        return text.toString().strip();
    }

    private static List<Order> orders(EvaluatedModel model) {
        List<Order> orders = new ArrayList<>();
        for (ScoreEvaluation score : model.evaluation().scores()) {
            if (score.score() instanceof LogitNorm norm && norm.centring() == Centring.MEAN) {
                score.metric(CurveMetric.AURC)
                        .value()
                        .number()
                        .ifPresent(aurc -> orders.add(new Order(norm.p(), aurc)));
            }
        }
        orders.sort(Comparator.comparingDouble(Order::p));
        return orders;
    }

    private static Optional<Double> msp(EvaluatedModel model) {
        return model.evaluation().scores().stream()
                .filter(score -> score.score().equals(PlainScore.MSP))
                .flatMap(score ->
                        score.metric(CurveMetric.AURC).value().number().stream().boxed())
                .findFirst();
    }

    /** An order without a needless point. */
    private static final class LogitNormText {
        static String of(double p) {
            return p == Math.rint(p) ? Long.toString((long) p) : Double.toString(p);
        }
    }
}
