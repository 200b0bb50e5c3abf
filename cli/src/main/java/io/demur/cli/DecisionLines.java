package io.demur.cli;

import io.demur.io.json.JsonText;
import io.demur.io.text.Numbers;
import io.demur.math.ShortestDecimal;
import io.demur.select.AbstentionReason;
import io.demur.select.Decider;
import io.demur.select.Selector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decisions as text, one line each. */
final class DecisionLines {
    /** The form of the lines. */
    enum Format {
        /** Comma-separated, with a header. */
        CSV,
        /** One JSON object per line. */
        JSON
    }

    /**
     * What a row is called.
     *
     * @param row its position, from 0
     * @param id what the source calls it
     */
    record Name(long row, Optional<String> id) {}

    private final Format format;
    private final List<String> names;
    private final boolean withIds;

    DecisionLines(Format format, Selector selector, RowIds ids) {
        this.format = format;
        this.withIds = ids.present();
        List<String> given = selector.classNames();
        this.names = IntStream.range(0, selector.model().classes())
                .mapToObj(k -> given.isEmpty() ? "" : field(format, given.get(k)))
                .toList();
    }

    private static String field(Format format, String name) {
        return format == Format.CSV ? EvaluationCsv.quoted(name) : JsonText.quoted(name);
    }

    /** What stands before the first line. */
    String head() {
        return format == Format.CSV
                ? "row," + (withIds ? "id," : "") + "accepted,prediction,class,confidence,reason\n"
                : "";
    }

    /** Appends the line of a row; a row that is not answered has no prediction. */
    void append(StringBuilder text, Name name, Decider decider, int r) {
        boolean accepted = decider.accepted(r);
        int prediction = decider.prediction(r);
        double confidence = decider.confidence(r);
        if (format == Format.CSV) {
            text.append(name.row());
            if (withIds) {
                text.append(',').append(name.id().map(EvaluationCsv::quoted).orElse(""));
            }
            text.append(accepted ? ",1," : ",0,");
            if (accepted) {
                text.append(prediction)
                        .append(',')
                        .append(names.get(prediction))
                        .append(',');
            } else {
                text.append(",,");
            }
            if (!Double.isNaN(confidence)) {
                text.append(ShortestDecimal.text(confidence));
            }
            text.append(',').append(accepted ? "" : decider.reason(r)).append('\n');
            return;
        }
        text.append("{\"row\":").append(name.row());
        if (withIds) {
            text.append(",\"id\":").append(name.id().map(JsonText::quoted).orElse("null"));
        }
        text.append(",\"accepted\":").append(accepted);
        if (accepted) {
            text.append(",\"prediction\":").append(prediction);
            text.append(names.get(prediction).isEmpty() ? "" : ",\"class\":" + names.get(prediction));
        }
        text.append(",\"confidence\":").append(Double.isFinite(confidence) ? ShortestDecimal.text(confidence) : "null");
        text.append(accepted ? "" : ",\"reason\":\"" + decider.reason(r) + "\"").append("}\n");
    }

    /** Counts of what was decided, added up over threads under a lock of the caller's. */
    static final class Tally {
        private final Map<AbstentionReason, Long> abstained = new EnumMap<>(AbstentionReason.class);
        private long rows;

        void add(Decider decider, int r) {
            rows++;
            if (!decider.accepted(r)) {
                abstained.merge(decider.reason(r), 1L, Long::sum);
            }
        }

        @Override
        public String toString() {
            StringBuilder reasons = new StringBuilder();
            long without = 0;
            for (Map.Entry<AbstentionReason, Long> entry : abstained.entrySet()) {
                without += entry.getValue();
                reasons.append(reasons.isEmpty() ? "; abstained: " : ", ");
                reasons.append(Numbers.count(entry.getValue())).append(' ').append(entry.getKey());
            }
            String share = rows == 0 ? "" : " (" + Numbers.percent((double) (rows - without) / rows, 1) + ")";
            return "accepted " + Numbers.count(rows - without) + " of " + Numbers.count(rows) + " rows" + share
                    + reasons;
        }
    }

    static void write(OutputStream target, CharSequence text) {
        try {
            target.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
