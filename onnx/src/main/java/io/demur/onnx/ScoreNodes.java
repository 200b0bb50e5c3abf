package io.demur.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.demur.score.Centring;
import io.demur.score.Energy;
import io.demur.score.Gen;
import io.demur.score.LogitMarginNorm;
import io.demur.score.LogitNorm;
import io.demur.score.MspTemperature;
import io.demur.score.PlainScore;
import io.demur.score.Score;
import io.demur.score.ScoreTile;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A score as nodes, of logits {@code (N, K, ...)} in double precision; the classes keep their axis, of size 1.
 *
 * <p>The formulas are those of {@link io.demur.score.ScoreKernel}: exponentials relative to the second largest logit,
 * so that nothing saturates. What the mathematical library of the run time rounds otherwise stays far below the band of
 * {@link Attachment}.
 */
final class ScoreNodes {
    private final NodeList list;
    private final String logits;
    private final int classes;
    private final String prediction;
    private final String predicted;
    private final String max;
    private final String second;

    /**
     * Adds what every score needs.
     *
     * @param rank number of axes of the logits
     */
    ScoreNodes(NodeList list, String logits, int classes, int rank) {
        this.list = list;
        this.logits = logits;
        this.classes = classes;
        prediction = list.node("ArgMax", List.of(logits), NodeList.whole("axis", 1), NodeList.whole("keepdims", 1));
        long[] shape =
                LongStream.range(0, rank).map(axis -> axis == 1 ? classes : 1).toArray();
        String places = list.wholeNumbers(
                LongStream.of(shape).boxed().toList(),
                LongStream.range(0, classes).toArray());
        predicted = list.binary("Equal", places, prediction);
        max = list.reduce("ReduceMax", logits);
        second = list.reduce("ReduceMax", list.where(predicted, list.number(Double.NEGATIVE_INFINITY), logits));
    }

    /** The class of the largest logit, the lowest of equals; whole numbers. */
    String prediction() {
        return prediction;
    }

    /** Whether every logit is a finite number of sane size. */
    String finite() {
        String size = list.unary("Abs", logits);
        String sane = list.unary("Not", list.binary("Less", list.number(ScoreTile.LARGEST), size));
        // NaN is neither above nor below: it must lie within something.
        String ordered = list.binary("Less", size, list.number(Double.POSITIVE_INFINITY));
        String both = list.cast(list.binary("And", sane, ordered), DataType.DOUBLE);
        return list.binary("Less", list.number(0), list.reduce("ReduceMin", both));
    }

    /** The confidence. */
    String confidence(Score score) {
        if (score instanceof PlainScore plain) {
            return plain(plain);
        }
        if (score instanceof Energy energy) {
            Softmax softmax = new Softmax(energy.temperature());
            return list.binary(
                    "Add", max, list.binary("Mul", list.number(energy.temperature()), softmax.logPartition()));
        }
        if (score instanceof MspTemperature msp) {
            return new Softmax(msp.temperature()).mspLogit();
        }
        if (score instanceof Gen gen) {
            return generalisedEntropy(gen);
        }
        if (score instanceof LogitNorm norm) {
            Norm scaled = new Norm(norm.p(), norm.centring());
            return scaled.of(list.binary("Sub", max, scaled.centre));
        }
        LogitMarginNorm norm = (LogitMarginNorm) score;
        return new Norm(norm.p(), norm.centring()).of(gap());
    }

    private String plain(PlainScore score) {
        return switch (score) {
            case MSP -> new Softmax(1).mspLogit();
            case ENTROPY -> new Softmax(1).negativeEntropy();
            case SOFTMAX_MARGIN -> new Softmax(1).marginBelowOne();
            case GINI -> new Softmax(1).negativeGini();
            case MAX_LOGIT -> max;
            case CENTRED_MAX_LOGIT -> centredMax();
            case LOGIT_MARGIN -> gap();
        };
    }

    private String gap() {
        return list.binary("Sub", max, second);
    }

    private String flat() {
        return list.unary("Not", list.binary("Less", list.reduce("ReduceMin", logits), max));
    }

    private String centredMax() {
        String centred = list.binary("Sub", max, list.reduce("ReduceMean", logits));
        String positive = list.binary("Max", centred, list.number(0));
        return list.where(flat(), list.number(0), positive);
    }

    /** {@code (p (1 - p))^gamma} over the largest probabilities. */
    private String generalisedEntropy(Gen gen) {
        Softmax softmax = new Softmax(1);
        String logP = list.binary("Sub", list.binary("Sub", logits, max), softmax.logPartition());
        String rest = logOnePlus(list.unary("Neg", list.unary("Exp", logP)));
        String logRest = list.where(predicted, list.binary("Sub", logP, softmax.mspLogit()), rest);
        String terms =
                list.unary("Exp", list.binary("Mul", list.number(gen.gamma()), list.binary("Add", logP, logRest)));
        if (gen.top() < classes) {
            String count = list.wholeNumbers(List.of(1L), gen.top());
            String largest = list.second("TopK", List.of(logits, count), NodeList.whole("axis", 1));
            terms = list.node("GatherElements", List.of(terms, largest), NodeList.whole("axis", 1));
        }
        return list.unary("Neg", list.reduce("ReduceSum", terms));
    }

    /** {@code ln(1 + x)}, exact where {@code x} is far below 1 (Kahan). */
    private String logOnePlus(String x) {
        String one = list.number(1);
        String sum = list.binary("Add", one, x);
        String excess = list.binary("Sub", sum, one);
        String scaled = list.binary("Div", list.binary("Mul", list.unary("Log", sum), x), excess);
        String lost = list.unary("Not", list.binary("Less", list.number(0), list.unary("Abs", excess)));
        return list.where(lost, x, scaled);
    }

    /** The sums that the softmax of a row is asked for; see {@code SoftmaxSums} of core for the formulas. */
    private final class Softmax {
        private final String shifted;
        private final String powers;
        private final String sum;
        private final String gap;
        private final String ratio;

        Softmax(double temperature) {
            String inverse = list.number(1 / temperature);
            shifted = list.binary("Mul", list.binary("Sub", logits, second), inverse);
            powers = list.where(predicted, list.number(0), list.unary("Exp", shifted));
            sum = list.reduce("ReduceSum", powers);
            gap = list.binary("Mul", gap(), inverse);
            ratio = list.unary("Exp", list.unary("Neg", gap));
        }

        String mspLogit() {
            return list.binary("Sub", gap, list.unary("Log", sum));
        }

        String logPartition() {
            return logOnePlus(list.binary("Mul", ratio, sum));
        }

        private String partition() {
            return list.binary("Add", list.number(1), list.binary("Mul", ratio, sum));
        }

        String negativeEntropy() {
            // The prediction's exponent may be large, its power is 0.
            String exponents = list.where(predicted, list.number(0), shifted);
            String dot = list.reduce("ReduceSum", list.binary("Mul", powers, exponents));
            String inner = list.binary("Sub", list.binary("Mul", gap, sum), dot);
            String mean = list.binary("Div", list.binary("Mul", ratio, inner), partition());
            return list.unary("Neg", list.binary("Add", logPartition(), mean));
        }

        String marginBelowOne() {
            String others = list.binary("Mul", ratio, list.binary("Add", list.number(1), sum));
            return list.unary("Neg", list.binary("Div", others, partition()));
        }

        String negativeGini() {
            String squares = list.reduce("ReduceSum", list.binary("Mul", powers, powers));
            String rest = list.binary("Max", list.number(0), list.binary("Sub", list.binary("Mul", sum, sum), squares));
            String above = list.binary("Add", list.binary("Mul", list.number(2), sum), list.binary("Mul", ratio, rest));
            String partition = partition();
            String share =
                    list.binary("Div", list.binary("Mul", ratio, above), list.binary("Mul", partition, partition));
            return list.unary("Neg", share);
        }
    }

    /** The norm of a row, from moduli relative to the largest. */
    private final class Norm {
        private static final int MOST_MULTIPLICATIONS = 32;

        private final String centre;
        private final String largest;
        private final String zero;
        private final String norm;

        Norm(double p, Centring centring) {
            centre = centring == Centring.MEAN ? list.reduce("ReduceMean", logits) : list.number(0);
            String moduli = list.unary("Abs", list.binary("Sub", logits, centre));
            largest = list.reduce("ReduceMax", moduli);
            String nothing = list.unary("Not", list.binary("Less", list.number(0), largest));
            zero = centring == Centring.MEAN ? list.binary("Or", nothing, flat()) : nothing;
            String unit = list.binary("Div", moduli, largest);
            String sum = list.reduce("ReduceSum", power(unit, p));
            norm = list.binary("Pow", sum, list.number(1 / p));
        }

        /** By multiplications where that is possible: a power takes ten times as long. */
        private String power(String unit, double p) {
            if (p != Math.rint(p) || p > MOST_MULTIPLICATIONS) {
                return list.binary("Pow", unit, list.number(p));
            }
            String product = "";
            String square = unit;
            for (int rest = (int) p; rest > 0; rest >>= 1) {
                if ((rest & 1) == 1) {
                    product = product.isEmpty() ? square : list.binary("Mul", product, square);
                }
                square = rest > 1 ? list.binary("Mul", square, square) : square;
            }
            return product;
        }

        /** A number over the norm; 0 for a row of zeros. */
        String of(String value) {
            String scaled = list.binary("Div", list.binary("Div", value, largest), norm);
            return list.where(zero, list.number(0), scaled);
        }
    }
}
