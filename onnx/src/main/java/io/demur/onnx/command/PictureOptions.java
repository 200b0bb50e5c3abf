package io.demur.onnx.command;

import io.demur.inputs.augment.ImageSize;
import io.demur.inputs.prepare.ImagePreparation;
import io.demur.inputs.read.BadImages;
import io.demur.logits.InputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How pictures become numbers, for models that do not say it themselves. */
final class PictureOptions {
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");

    @Option(names = "--size", paramLabel = "HxW", description = "Height and width that the model takes: 224x224.")
    private @Nullable String size;

    @Option(
            names = "--resize",
            paramLabel = "N",
            description = "First bring the shorter side to N pixels, and take the middle.")
    private @Nullable Integer resize;

    @Option(names = "--mean", paramLabel = "R,G,B", split = ",", description = "Mean of each colour, in [0,1].")
    private List<Double> mean = List.of();

    @Option(
            names = "--deviation",
            paramLabel = "R,G,B",
            split = ",",
            description = "Standard deviation of each colour.")
    private List<Double> deviation = List.of();

    @Option(names = "--skip-bad", description = "Leave out pictures that cannot be used, and count them.")
    private boolean skipBad;

    BadImages bad() {
        return skipBad ? BadImages.skipped() : BadImages.refused();
    }

    /** What the options say; empty if they say nothing. */
    Optional<ImagePreparation> preparation() {
        if (size == null && resize == null && mean.isEmpty() && deviation.isEmpty()) {
            return Optional.empty();
        }
        if (size == null || mean.isEmpty() || deviation.isEmpty()) {
            throw new InputException("--size, --mean and --deviation", "go together", "give all three");
        }
        Matcher sides = SIZE.matcher(size);
        if (!sides.matches()) {
            throw new InputException("--size", "'" + size + "' is not height x width", "224x224 is");
        }
        ImageSize own = new ImageSize(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
        try {
            OptionalInt side = resize == null ? OptionalInt.empty() : OptionalInt.of(resize);
            return Optional.of(new ImagePreparation(own, side, mean, deviation));
        } catch (IllegalArgumentException e) {
            throw new InputException("pictures", String.valueOf(e.getMessage()), e);
        }
    }
}
