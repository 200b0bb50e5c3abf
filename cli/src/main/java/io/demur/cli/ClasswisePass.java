package io.demur.cli;

import io.demur.evaluation.EvaluationPlan;
import io.demur.logits.LogitTile;
import io.demur.logits.TilePass;
import io.demur.math.Exp;
import io.demur.metric.ClasswiseEce;
import io.demur.metric.Value;
import io.demur.score.TileLabels;
import java.util.ArrayList;
import java.util.List;

/** A second pass over the logits, for the one metric that needs the probabilities of all classes. */
final class ClasswisePass {
    private ClasswisePass() {}

    /** Over rows that have a label and finite logits. */
    static Value of(LabelledData data, EvaluationPlan plan) {
        int classes = data.logits().classes();
        List<ClasswiseEce> parts = new ArrayList<>();
        TilePass.run(data.logits(), plan.threads(), () -> {
            ClasswiseEce part = new ClasswiseEce(classes);
            parts.add(part);
            TileLabels labels = new TileLabels(data.labels(), new LogitTile(classes));
            double[] probabilities = new double[classes];
            return tile -> {
                labels.read(tile);
                for (int r = 0; r < tile.rows(); r++) {
                    if (labels.of(r) >= 0 && softmax(tile, r, probabilities)) {
                        part.add(probabilities, labels.of(r));
                    }
                }
            };
        });
        ClasswiseEce all = new ClasswiseEce(classes);
        parts.forEach(all::merge);
        return all.value();
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
