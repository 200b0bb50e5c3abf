package io.demur.onnx;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.Features;
import io.demur.inputs.SequenceFeatures;
import io.demur.network.Architecture;
import io.demur.network.Layer;
import io.demur.network.Tensor;
import io.demur.network.Weights;

/** The definitions of the layers, in double precision and as plainly as possible: one row, steps by width. */
final class ReferenceNetwork {
    private final Architecture architecture;
    private final Weights weights;

    ReferenceNetwork(Architecture architecture, Weights weights) {
        this.architecture = architecture;
        this.weights = weights;
    }

    double[] logits(Features features, int row) {
        double[][] value = {};
        int[] ids = {};
        if (features instanceof DenseFeatures dense) {
            value = new double[1][dense.columns()];
            for (int i = 0; i < dense.columns(); i++) {
                value[0][i] = dense.values()[row * dense.columns() + i];
            }
        } else if (features instanceof BagFeatures bag) {
            ids = new int[bag.starts()[row + 1] - bag.starts()[row]];
            System.arraycopy(bag.ids(), bag.starts()[row], ids, 0, ids.length);
        } else if (features instanceof SequenceFeatures sequence) {
            ids = new int[sequence.lengths()[row]];
            System.arraycopy(sequence.ids(), row * sequence.length(), ids, 0, ids.length);
        }
        for (int i = 0; i < architecture.layers().size(); i++) {
            value = apply(architecture.layers().get(i), i + ".", value, ids);
        }
        return value[0];
    }

    private double[][] apply(Layer layer, String prefix, double[][] value, int[] ids) {
        return switch (layer.kind()) {
            case DENSE -> {
                Tensor w = weights.tensor(prefix + "dense.weight");
                Tensor b = weights.tensor(prefix + "dense.bias");
                double[][] out = new double[value.length][];
                for (int t = 0; t < out.length; t++) {
                    out[t] = affine(w, b, value[t]);
                }
                yield out;
            }
            case RELU -> {
                double[][] out = new double[value.length][];
                for (int t = 0; t < out.length; t++) {
                    out[t] = java.util.Arrays.stream(value[t])
                            .map(x -> Math.max(x, 0))
                            .toArray();
                }
                yield out;
            }
            case DROPOUT -> value;
            case BAG -> new double[][] {mean(weights.tensor(prefix + "bag.weight"), ids)};
            case TOKENS -> {
                double[][] out = new double[ids.length][];
                for (int t = 0; t < out.length; t++) {
                    out[t] = row(weights.tensor(prefix + "tokens.weight"), ids[t]);
                }
                yield out;
            }
            case LSTM -> new double[][] {lstm(((Layer.LastLstm) layer).hidden(), prefix + "lstm.", value)};
            default -> throw new IllegalArgumentException("no formula for " + layer);
        };
    }

    private static double[] row(Tensor table, int id) {
        int width = table.shape().get(1);
        double[] row = new double[width];
        for (int i = 0; i < width; i++) {
            row[i] = table.values()[id * width + i];
        }
        return row;
    }

    private static double[] mean(Tensor table, int[] ids) {
        double[] mean = new double[table.shape().get(1)];
        for (int id : ids) {
            double[] row = row(table, id);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += row[i] / ids.length;
            }
        }
        return mean;
    }

    private static double[] affine(Tensor weight, Tensor bias, double[] x) {
        double[] y = new double[bias.size()];
        for (int o = 0; o < y.length; o++) {
            y[o] = bias.values()[o];
            for (int i = 0; i < x.length; i++) {
                y[o] += weight.values()[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private double[] lstm(int hidden, String prefix, double[][] steps) {
        double[] h = new double[hidden];
        double[] c = new double[hidden];
        for (double[] x : steps) {
            double[] fromInput = affine(weights.tensor(prefix + "weight_ih"), weights.tensor(prefix + "bias_ih"), x);
            double[] fromHidden = affine(weights.tensor(prefix + "weight_hh"), weights.tensor(prefix + "bias_hh"), h);
            for (int i = 0; i < hidden; i++) {
                double in = sigmoid(fromInput[i] + fromHidden[i]);
                double forget = sigmoid(fromInput[hidden + i] + fromHidden[hidden + i]);
                double cell = Math.tanh(fromInput[2 * hidden + i] + fromHidden[2 * hidden + i]);
                double out = sigmoid(fromInput[3 * hidden + i] + fromHidden[3 * hidden + i]);
                c[i] = forget * c[i] + in * cell;
                h[i] = out * Math.tanh(c[i]);
            }
        }
        return h;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
