package io.demur.cli;

import io.demur.evaluation.RowSample;
import io.demur.io.file.AtomicFile;
import io.demur.io.npy.ImageShape;
import io.demur.logits.InputException;
import io.demur.report.RankedScene;
import io.demur.report.RankingMap;
import io.demur.report.RankingMap.Named;
import io.demur.report.RankingMap.Shown;
import io.demur.report.RankingMap.Size;
import io.demur.score.Score;
import io.demur.score.ScoringPlan;
import io.demur.score.TileLabels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows where a segmentation model is sure. */
@Command(
        name = "map",
        description = {
            "Show where a segmentation model is sure: the labelled pixels of a picture, ranked by confidence.",
            "",
            "LOGITS are NPY files of shape (K,H,W) or (n,K,H,W), or shards of them; --image says which of several pictures."
                    + " The sheet shows the truth, the prediction of every model, and for every"
                    + " model and score the rank of each pixel from dark, least sure, to bright. Pixels without label are"
                    + " black."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Example:",
            "  demur map CE=ce.npy LS=ls.npy labels.npy --score logit-norm:p=2 --errors-only -o map.png"
        })
final class MapCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SegmentationOptions segmentations;

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            description = "A score to rank by; may be repeated (default: msp).")
    private List<String> scores = List.of("msp");

    @Option(names = "--errors-only", description = "Colour the errors and leave right pixels grey.")
    private boolean errorsOnly;

    @Option(names = "--picture", paramLabel = "FILE", description = "What the model saw: a PNG or JPEG file.")
    private @Nullable Path picture;

    @Option(names = "--image", paramLabel = "I", description = "Which picture of several, from 0.")
    private @Nullable Long image;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The sheet, as PNG.")
    private String output = "";

    @Mixin
    private TalkOptions talk;

    MapCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        OutputTarget.check(output);
        List<Named> scenes = new ArrayList<>();
        ImageShape shape = shape(segmentations.models().get(0).logits());
        segmentations.forEach(console, (model, all) -> {
            LabelledData data = chosen(model.logits(), all, shape);
            for (String text : scores) {
                Score score = Score.parse(text);
                ScoringPlan plan = ScoringPlan.of(List.of(score))
                        .with(segmentations.badRows())
                        .withThreads(segmentations.threads());
                RankedScene scene = RankedScene.of(data.logits(), data.labels(), plan);
                segmentations.tellSkipped(scene.skipped(), console);
                String name = EvaluationTable.shortName(score.toString());
                scenes.add(new Named(model.name() + ", " + name, model.name(), scene));
            }
        });
        Size size = new Size(shape.width(), shape.height());
        byte[] sheet =
                RankingMap.png(size, Optional.ofNullable(picture), scenes, errorsOnly ? Shown.ERRORS : Shown.ALL);
        AtomicFile.write(OutputTarget.path(output), stream -> stream.write(sheet));
        console.say("wrote " + output);
        return ExitCode.DONE;
    }

    /** The shape of the pictures of the first model; others must hold the same. */
    private ImageShape shape(String file) {
        ImageShape shape = ImageShape.of(Path.of(file));
        if (image == null && shape.images() > 1) {
            throw new InputException(file, "holds " + shape.images() + " pictures", "say which by --image, from 0");
        }
        if (image != null && (image < 0 || image >= shape.images())) {
            throw new InputException(
                    "--image", image + " is not between 0 and " + (shape.images() - 1), "pictures are counted from 0");
        }
        return shape;
    }

    private LabelledData chosen(String file, LabelledData all, ImageShape first) {
        ImageShape shape = ImageShape.of(Path.of(file));
        if (!shape.equals(first)) {
            throw new InputException(
                    file,
                    "holds " + shape.images() + " pictures of " + shape.height() + " x " + shape.width()
                            + " pixels, the first model's " + first.images() + " of " + first.height() + " x "
                            + first.width(),
                    "give models of the same pictures");
        }
        TileLabels.requireSameRows(all.logits(), all.labels());
        return image == null || shape.images() == 1
                ? all
                : all.only(RowSample.range(image * shape.pixels(), shape.pixels()));
    }
}
