package io.demur.cli;

import io.demur.io.file.AtomicFile;
import io.demur.io.npy.Npy;
import io.demur.logits.InputException;
import io.demur.report.RankedScene;
import io.demur.report.RankingMap;
import io.demur.report.RankingMap.Named;
import io.demur.report.RankingMap.Shown;
import io.demur.report.RankingMap.Size;
import io.demur.score.Score;
import io.demur.score.ScoringPlan;
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
            "LOGITS are NPY files of shape (K,H,W). The sheet shows the truth, the prediction of every model, and for every"
                    + " model and score the rank of each pixel from dark, least sure, to bright. Pixels without label are"
                    + " black."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Example:",
            "  demur map CE=ce.npy LS=ls.npy labels.npy --score msp --score logit-norm:p=2 --errors-only -o map.png"
        })
final class MapCommand implements Callable<Integer> {
    private static final int PLANES = 3;

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
        Size size = size(segmentations.models().get(0).logits());
        segmentations.forEach(console, (model, data) -> {
            for (String text : scores) {
                Score score = Score.parse(text);
                ScoringPlan plan = ScoringPlan.of(List.of(score))
                        .with(segmentations.badRows())
                        .withThreads(segmentations.threads());
                RankedScene scene = RankedScene.of(data.logits(), data.labels(), plan);
                String name = EvaluationTable.shortName(score.toString());
                scenes.add(new Named(model.name() + ", " + name, model.name(), scene));
            }
        });
        byte[] sheet =
                RankingMap.png(size, Optional.ofNullable(picture), scenes, errorsOnly ? Shown.ERRORS : Shown.ALL);
        AtomicFile.write(OutputTarget.path(output), stream -> stream.write(sheet));
        console.say("wrote " + output);
        return ExitCode.DONE;
    }

    private static Size size(String file) {
        List<Long> shape = Npy.shape(Path.of(file));
        boolean one = shape.size() == PLANES || (shape.size() == PLANES + 1 && shape.get(0) == 1);
        if (!one) {
            throw new InputException(file, "has the shape " + shape + ", not that of one picture, (K, H, W)");
        }
        return new Size(Math.toIntExact(shape.get(shape.size() - 1)), Math.toIntExact(shape.get(shape.size() - 2)));
    }
}
