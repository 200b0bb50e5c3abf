package io.demur.train.engine;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.network.Architecture;
import io.demur.network.Layer;
import io.demur.network.ParameterSpec;
import io.demur.network.Weights;
import java.util.Arrays;
import java.util.List;

/** Networks without dropout, written down from the formulas of their layers, in double precision. */
final class Reference {
    private final Architecture architecture;
    private final Weights weights;

    Reference(Architecture architecture, Weights weights) {
        this.architecture = architecture;
        this.weights = weights;
    }

    double[] logits(Features features, int row) {
        return logits(start(features, row));
    }

    /** Of a row that is {@code lambda} of one and {@code 1 - lambda} of another, after the embedding if there is one. */
    double[] mixedLogits(Features features, int row, int partner, double lambda) {
        double[] own = start(features, row)[0];
        double[] other = start(features, partner)[0];
        double[] mixed = new double[own.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = lambda * own[i] + (1 - lambda) * other[i];
        }
        return logits(new double[][] {mixed});
    }

    private double[] logits(double[][] start) {
        double[][] steps = start;
        for (int i = 0; i < architecture.layers().size(); i++) {
            Layer layer = architecture.layers().get(i);
            List<ParameterSpec> parameters = architecture.parametersOf(i);
            steps = switch (layer.kind()) {
                case DENSE -> new double[][] {affine(parameters.get(0), parameters.get(1), steps[0])};
                case RELU ->
                    new double[][] {
                        Arrays.stream(steps[0]).map(x -> Math.max(x, 0)).toArray()
                    };
                case DROPOUT, FLATTEN, BAG, TOKENS -> steps;
                case LSTM -> new double[][] {lstm(parameters, steps)};
                default -> throw new IllegalArgumentException("no formula for " + layer);
            };
        }
        return steps[0];
    }

    /** What goes into the first layer after the embedding. */
    private double[][] start(Features features, int row) {
        if (features instanceof DenseFeatures dense) {
            double[] values = new double[dense.columns()];
            for (int i = 0; i < values.length; i++) {
                values[i] = dense.values()[row * values.length + i];
            }
            return new double[][] {values};
        }
        return embedded(features, row, architecture.parametersOf(0).get(0));
    }

    private double[][] embedded(Features features, int row, ParameterSpec table) {
        if (features instanceof SequenceFeatures sequences) {
            double[][] steps = new double[sequences.lengths()[row]][];
            for (int t = 0; t < steps.length; t++) {
                steps[t] = row(table, sequences.ids()[row * sequences.length() + t]);
            }
            return steps;
        }
        BagFeatures bags = (BagFeatures) features;
        double[] mean = new double[table.shape().get(1)];
        int begin = bags.starts()[row];
        int end = bags.starts()[row + 1];
        for (int i = begin; i < end; i++) {
            double[] vector = row(table, bags.ids()[i]);
            for (int k = 0; k < mean.length; k++) {
                mean[k] += vector[k] / (end - begin);
            }
        }
        return new double[][] {mean};
    }

    private double[] row(ParameterSpec matrix, int row) {
        int width = matrix.shape().get(1);
        double[] values = new double[width];
        for (int k = 0; k < width; k++) {
            values[k] = weights.tensor(matrix.name()).values()[row * width + k];
        }
        return values;
    }

    private double[] affine(ParameterSpec matrix, ParameterSpec bias, double[] x) {
        double[] y = new double[matrix.shape().get(0)];
        for (int i = 0; i < y.length; i++) {
            y[i] = weights.tensor(bias.name()).values()[i];
            double[] row = row(matrix, i);
            for (int k = 0; k < x.length; k++) {
                y[i] += row[k] * x[k];
            }
        }
        return y;
    }

    private double[] lstm(List<ParameterSpec> parameters, double[][] steps) {
        int hidden = parameters.get(1).shape().get(1);
        double[] h = new double[hidden];
        double[] c = new double[hidden];
        for (double[] x : steps) {
            double[] in = affine(parameters.get(0), parameters.get(2), x);
            double[] back = affine(parameters.get(1), parameters.get(3), h);
            for (int k = 0; k < hidden; k++) {
                double i = sigmoid(in[k] + back[k]);
                double f = sigmoid(in[hidden + k] + back[hidden + k]);
                double g = Math.tanh(in[2 * hidden + k] + back[2 * hidden + k]);
                double o = sigmoid(in[3 * hidden + k] + back[3 * hidden + k]);
                c[k] = f * c[k] + i * g;
                h[k] = o * Math.tanh(c[k]);
            }
        }
        return h;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
