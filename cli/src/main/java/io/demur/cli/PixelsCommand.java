package io.demur.cli;

import io.demur.evaluation.ClassCurves;
import io.demur.evaluation.ImageEvaluation;
import io.demur.evaluation.ImageEvaluator;
import io.demur.evaluation.ImageScore;
import io.demur.io.json.SelectorJson;
import io.demur.io.npy.ImageShape;
import io.demur.io.text.Numbers;
import io.demur.logits.InputException;
import io.demur.score.Score;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a segmentation image by image and class by class. */
@Command(
        name = "pixels",
        description = {
            "Judge a segmentation image by image and class by class, and images by their confidence: which of them to"
                    + " reject.",
            "",
            "LOGITS are NPY files of shape (K,H,W) or (n,K,H,W), or shards of them; every labelled pixel counts. All"
                    + " pixels together are what evaluate is for."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur pixels CE=ce/logits/test.npy LS=ls/logits/test.npy labels/test.npy --images images.csv",
            "  demur pixels test.npy labels.npy --image-score quantile:0.1 --masks masks --selector selector.json"
        })
final class PixelsCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SegmentationOptions segmentations;

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            defaultValue = "msp",
            description = "Confidence of a pixel; ${DEFAULT-VALUE}.")
    private String score = "msp";

    @Option(
            names = "--image-score",
            paramLabel = "KIND",
            defaultValue = "mean",
            description = "Confidence of an image: mean or quantile:0.1 of its pixels; ${DEFAULT-VALUE}.")
    private String imageScore = "mean";

    @Option(names = "--images", paramLabel = "FILE", description = "Write the numbers of every image as CSV.")
    private @Nullable String images;

    @Option(
            names = "--masks",
            paramLabel = "FOLDER",
            description = "Write which pixels the selector accepts, a PNG for each image: 255 accepted, 0 not.")
    private @Nullable Path masks;

    @Option(names = "--selector", paramLabel = "FILE", description = "The selector of --masks.")
    private @Nullable Path selector;

    @Mixin
    private TalkOptions talk;

    PixelsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        ImageScore whole = ImageScore.parse(imageScore);
        Score pixel = Score.parse(score);
        if (images != null) {
            OutputTarget.check(images);
        }
        if ((masks == null) != (selector == null)
                || (masks != null && segmentations.models().size() > 1)) {
            throw new InputException("--masks and --selector", "go together, with one model", "give both, or neither");
        }
        Optional<Selector> rule = Optional.ofNullable(selector).map(PixelsCommand::rule);
        segmentations.models().forEach(model -> ImageShape.of(Path.of(model.logits())));
        List<ImageTable> tables = new ArrayList<>();
        segmentations.forEach(console, (model, data) -> {
            ImageShape shape = ImageShape.of(Path.of(model.logits()));
            pixel.requireClasses(data.logits().classes());
            List<ImageEvaluation> all = new ArrayList<>();
            ImageEvaluator.Plan plan = new ImageEvaluator.Plan(
                    pixel, whole, shape.pixels(), segmentations.badRows(), segmentations.threads());
            ClassCurves byClass = ImageEvaluator.evaluate(data.logits(), data.labels(), plan, all::add);
            tables.add(new ImageTable(model.name(), shape, all, byClass));
            segmentations.tellSkipped(
                    all.stream().mapToLong(ImageEvaluation::skipped).sum(), console);
            rule.ifPresent(found -> writeMasks(data, shape, found));
        });
        write(tables, whole);
        return ExitCode.DONE;
    }

    private static Selector rule(Path file) {
        Selector rule = SelectorJson.read(file);
        if (rule.grouping() == Grouping.COLUMN) {
            throw new InputException(file.toString(), "has a rule for each group of rows", "fit one without groups");
        }
        return rule;
    }

    private void writeMasks(LabelledData data, ImageShape shape, Selector rule) {
        Path folder = Objects.requireNonNull(masks);
        double share = MaskWriter.write(data.logits(), rule, shape, folder, segmentations.threads());
        console.say("wrote " + Numbers.count(shape.images(), "mask") + " to " + folder + ": "
                + Numbers.percent(share, 2) + " of the pixels accepted");
    }

    private void write(List<ImageTable> tables, ImageScore whole) {
        if (images != null) {
            StringBuilder csv = new StringBuilder(ImageTable.HEAD);
            tables.forEach(table -> csv.append(table.csv()));
            OutputTarget.write(images, csv.toString(), console);
        }
        if (images == null || !OutputTarget.isStandardOutput(images)) {
            tables.forEach(table -> console.print(table.text(whole, names(table))));
        }
    }

    private List<String> names(ImageTable table) {
        int classes = table.images().get(0).classes().classes().size();
        List<String> names = segmentations.classNames(classes);
        return names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(k -> "class " + k).toList()
                : names;
    }
}
