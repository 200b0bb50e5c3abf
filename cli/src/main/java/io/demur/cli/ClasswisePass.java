package io.demur.cli;

import io.demur.evaluation.Evaluation;
import io.demur.evaluation.ScoreEvaluation;
import io.demur.io.json.EvaluatedModel.Classwise;
import io.demur.logits.LogitTile;
import io.demur.logits.TilePass;
import io.demur.math.Exp;
import io.demur.metric.ClasswiseEce;
import io.demur.metric.RiskAtCoverage;
import io.demur.metric.Value;
import io.demur.score.Score;
import io.demur.score.ScoreKernel;
import io.demur.score.ScoreTile;
import io.demur.score.TileLabels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A second pass over the logits, for the one metric that needs the probabilities of all classes. */
final class ClasswisePass {
    private final LabelledData data;
    private final int classes;
    private final List<Score> scores;
    private final List<Part> parts;

    /** The rows that a score accepts from a confidence on. */
    private record Part(int score, double threshold) {}

    private ClasswisePass(LabelledData data, List<Score> scores, List<Part> parts) {
        this.data = data;
        this.classes = data.logits().classes();
        this.scores = scores;
        this.parts = parts;
    }

    /** Over rows that have a label and finite logits; of accepted parts where the evaluation knows such. */
    static Classwise of(LabelledData data, Evaluation evaluation) {
        List<Part> parts = new ArrayList<>();
        int coverages = evaluation.plan().mode().streams()
                ? 0
                : evaluation.plan().coverages().size();
        for (int s = 0; s < evaluation.scores().size(); s++) {
            ScoreEvaluation score = evaluation.scores().get(s);
            for (double coverage : evaluation.plan().coverages().subList(0, coverages)) {
                parts.add(
                        new Part(s, RiskAtCoverage.of(score.outline(), coverage).confidence()));
            }
        }
        List<Score> scores = evaluation.plan().scores();
        List<Value> values =
                new ClasswisePass(data, scores, parts).values(evaluation.plan().threads());
        Map<Score, List<Value>> accepted = new HashMap<>();
        for (int s = 0; s < scores.size() && coverages > 0; s++) {
            accepted.put(scores.get(s), values.subList(1 + s * coverages, 1 + (s + 1) * coverages));
        }
        return new Classwise(values.get(0), accepted);
    }

    /** Of all rows, then of every part. */
    private List<Value> values(int threads) {
        List<Worker> workers = new ArrayList<>();
        TilePass.run(data.logits(), threads, () -> {
            Worker worker = new Worker();
            workers.add(worker);
            return worker;
        });
        List<ClasswiseEce> sums = empty();
        workers.forEach(worker -> {
            for (int i = 0; i < sums.size(); i++) {
                sums.get(i).merge(worker.sums.get(i));
            }
        });
        return sums.stream().map(ClasswiseEce::value).toList();
    }

    private List<ClasswiseEce> empty() {
        return Stream.generate(() -> new ClasswiseEce(classes))
                .limit(1 + parts.size())
                .toList();
    }

    private final class Worker implements TilePass.Worker {
        private final LogitTile shape = new LogitTile(classes);
        private final ScoreKernel kernel = new ScoreKernel(scores, shape);
        private final ScoreTile scored = new ScoreTile(scores.size(), shape.capacity());
        private final TileLabels labels = new TileLabels(data.labels(), shape);
        private final double[] probabilities = new double[classes];
        private final List<ClasswiseEce> sums = empty();

        @Override
        public void accept(LogitTile tile) {
            labels.read(tile);
            if (!parts.isEmpty()) {
                kernel.compute(tile, scored);
            }
            for (int r = 0; r < tile.rows(); r++) {
                if (labels.of(r) >= 0 && softmax(tile, r, probabilities)) {
                    add(r);
                }
            }
        }

        private void add(int row) {
            sums.get(0).add(probabilities, labels.of(row));
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                if (scored.confidence(part.score())[row] >= part.threshold()) {
                    sums.get(1 + i).add(probabilities, labels.of(row));
                }
            }
        }
    }

    /** Whether the row is finite, and then its probabilities. */
    private static boolean softmax(LogitTile tile, int row, double[] target) {
        double max = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < target.length; k++) {
            double v = tile.value(row, k);
            if (!Double.isFinite(v)) {
                return false;
            }
            max = Math.max(max, v);
        }
        double sum = 0;
        for (int k = 0; k < target.length; k++) {
            target[k] = Exp.of(tile.value(row, k) - max);
            sum += target[k];
        }
        for (int k = 0; k < target.length; k++) {
            target[k] /= sum;
        }
        return true;
    }
}
