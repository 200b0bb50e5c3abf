package io.demur.evaluation;

import io.demur.evaluation.Evaluation.Warning;
import io.demur.math.ByteSink;
import io.demur.math.ByteSource;
import io.demur.metric.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/** What all rows have in common, counted in any order and in parts that are merged. */
final class RowFacts {
    private long rows;
    private long lossless;
    private long lost;
    private long flat;
    private long likeProbabilities;
    private int leastLabel = Integer.MAX_VALUE;
    private int greatestLabel = -1;

    /**
     * More rows.
     *
     * @param labels of the first {@code count}
     * @param losslessRows how many of them lose nothing
     * @param lostRows how many lose 1
     */
    void add(int[] labels, int count, long losslessRows, long lostRows) {
        int least = leastLabel;
        int greatest = greatestLabel;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, labels[i]);
            greatest = Math.max(greatest, labels[i]);
        }
        rows += count;
        leastLabel = least;
        greatestLabel = greatest;
        lossless += losslessRows;
        lost += lostRows;
    }

    void addShapes(long flatRows, long rowsLikeProbabilities) {
        flat += flatRows;
        likeProbabilities += rowsLikeProbabilities;
    }

    void merge(RowFacts other) {
        rows += other.rows;
        lossless += other.lossless;
        lost += other.lost;
        addShapes(other.flat, other.likeProbabilities);
        leastLabel = Math.min(leastLabel, other.leastLabel);
        greatestLabel = Math.max(greatestLabel, other.greatestLabel);
    }

    void write(ByteSink sink) {
        sink.count(rows).count(lossless).count(lost).count(flat).count(likeProbabilities);
        sink.count(leastLabel).count(greatestLabel);
    }

    static RowFacts read(ByteSource source) {
        RowFacts facts = new RowFacts();
        facts.rows = source.count();
        facts.lossless = source.count();
        facts.lost = source.count();
        facts.flat = source.count();
        facts.likeProbabilities = source.count();
        facts.leastLabel = (int) source.count();
        facts.greatestLabel = (int) source.count();
        return facts;
    }

    List<Warning> warnings() {
        List<Warning> warnings = new ArrayList<>();
        if (rows == 1) {
            warnings.add(new Warning(ReasonCode.ONE_SAMPLE, "intervals need at least two rows"));
        }
        if (leastLabel == greatestLabel) {
            warnings.add(new Warning(ReasonCode.ONE_CLASS, "every label is " + leastLabel));
        }
        if (lossless == rows) {
            warnings.add(new Warning(ReasonCode.ALL_RIGHT, "there is no mistake to rank"));
        } else if (lost == rows) {
            warnings.add(new Warning(ReasonCode.ALL_WRONG, "there is no right prediction to rank"));
        }
        if (flat == rows) {
            warnings.add(new Warning(ReasonCode.ALL_FLAT, "no score can rank them"));
        }
        if (likeProbabilities == rows) {
            warnings.add(new Warning(
                    ReasonCode.LOOKS_LIKE_PROBABILITIES, "if they are probabilities, say --input probabilities"));
        }
        return warnings;
    }
}
