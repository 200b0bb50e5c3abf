package io.demur.cli;

import io.demur.evaluation.RowSample;
import io.demur.io.Inputs;
import io.demur.io.LabelledLogits;
import io.demur.logits.Labels;
import io.demur.logits.Logits;
import io.demur.metric.ReasonCode;
import java.util.Optional;

/** Logits and their labels as named on a command line: in two files, or in the columns of one. */
final class LabelledData implements AutoCloseable {
    private final Logits logits;
    private final Labels labels;
    private final Runnable closer;

    private LabelledData(Logits logits, Labels labels, Runnable closer) {
        this.logits = logits;
        this.labels = labels;
        this.closer = closer;
    }

    /** Opens both; without a file of labels, {@code --label} says which column of the logits' file they are. */
    static LabelledData open(String logits, Optional<String> labels, ReadingOptions reading, Console console) {
        if (labels.isEmpty()) {
            LabelledLogits both = Inputs.labelled(logits, reading.withLabels(console), reading.labels());
            return new LabelledData(ProgressLogits.of(both.logits(), console), both.labels(), both::close);
        }
        Logits rows = Inputs.logits(logits, reading.alone(console));
        try {
            if (rows.pixels()) {
                Inputs.requireSameImages(logits, labels.get());
            }
            Labels truth = Inputs.labels(labels.get(), reading.labels(), rows.classes());
            return new LabelledData(ProgressLogits.of(rows, console), truth, rows::close);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    /** The same labels for the logits of another model, which the caller closes. */
    LabelledData with(Logits other) {
        return new LabelledData(other, labels, () -> {});
    }

    /** Only the rows of a sample of these; the caller closes these data, not those. */
    LabelledData only(RowSample sample) {
        return new LabelledData(sample.of(logits), sample.of(labels), () -> {});
    }

    /** Warns of rows that are no independent draws, where an answer takes them for such. */
    void warnOfPixels(String answer, Console console) {
        if (logits.pixels()) {
            console.warn(ReasonCode.DEPENDENT_PIXELS, answer);
        }
    }

    Logits logits() {
        return logits;
    }

    Labels labels() {
        return labels;
    }

    @Override
    public void close() {
        closer.run();
    }
}
