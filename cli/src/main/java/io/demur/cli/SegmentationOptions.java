package io.demur.cli;

import io.demur.cli.ModelArgument.Parsed;
import io.demur.io.text.Numbers;
import io.demur.score.BadRows;
import java.util.List;
import java.util.function.BiConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Segmentations of the same pictures by one or more models, and the labels of their pixels. */
final class SegmentationOptions {
    @Parameters(arity = "2..*", paramLabel = "FILES", description = "[NAME=]LOGITS... LABELS")
    private List<String> files = List.of();

    @Mixin
    private ReadingOptions reading;

    @Mixin
    private ThreadOptions run;

    List<ModelArgument> models() {
        return ModelArgument.parse(files, reading).models();
    }

    /** Opens and closes one model after the other. */
    void forEach(Console console, BiConsumer<ModelArgument, LabelledData> work) {
        Parsed parsed = ModelArgument.parse(files, reading);
        for (ModelArgument model : parsed.models()) {
            try (LabelledData data = LabelledData.open(model.logits(), parsed.labels(), reading, console)) {
                work.accept(model, data);
            }
        }
    }

    /** Warns of labelled pixels that were left out. */
    void tellSkipped(long count, Console console) {
        if (count > 0) {
            console.warn("skipped-rows", "left out " + Numbers.count(count, "labelled pixel") + ", not finite");
        }
    }

    /** The names of the classes, if they were given. */
    List<String> classNames(int count) {
        return reading.classNames(count);
    }

    BadRows badRows() {
        return reading.badRows();
    }

    int threads() {
        return run.threads();
    }
}
