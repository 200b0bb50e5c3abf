package io.demur.train.recipe;

import io.demur.logits.InputException;
import io.demur.network.Start;
import io.demur.train.ScheduleSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a recipe of a tree, part by part, and checks what the parts ask of each other. */
final class RecipeReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private RecipeReader() {}

    static Recipe read(Node tree) {
        Section section = Section.of("", tree)
                .only(
                        "name",
                        "data",
                        "split",
                        "preparation",
                        "network",
                        "initial",
                        "weights",
                        "loss",
                        "optimizer",
                        "schedule",
                        "epochs",
                        "batch",
                        "seed");
        DataSpec data = DataSection.read(section.section("data"));
        PreparationSpec preparation = preparation(section, data);
        NetworkSpec network = network(section, preparation);
        return new Recipe(
                name(section),
                data,
                split(section, data),
                preparation,
                network,
                Start.valueOf(section.choiceOr("uniform", "initial", "uniform", "he", "memory")
                        .toUpperCase(Locale.ROOT)),
                weights(section, network, preparation),
                LossSection.read(section.section("loss")),
                OptimizerSection.read(section.section("optimizer")),
                section.has("schedule")
                        ? ScheduleSection.read(section.section("schedule"))
                        : new ScheduleSpec(new ScheduleSpec.Shape.Constant(), 0),
                section.small("epochs", 1),
                section.small("batch", 1),
                section.has("seed") ? section.whole("seed", 0, Long.MAX_VALUE) : 0);
    }

    private static String name(Section section) {
        String name = section.text("name");
        if (!NAME.matcher(name).matches()) {
            throw new InputException(
                    section.node("name").where(),
                    "name '" + name + "' cannot name a folder",
                    "use at most 64 letters, digits, points, hyphens and underscores");
        }
        return name;
    }

    private static NetworkSpec network(Section section, PreparationSpec preparation) {
        NetworkSpec network = NetworkSection.read(section.node("network"));
        if (preparation.vectors().isPresent() && network.wordWidth().isEmpty()) {
            throw new InputException(
                    section.node("network").where(),
                    "the network has no embedding of words to start from preparation.vectors",
                    "let it begin with token-embedding, or remove the vectors");
        }
        return network;
    }

    private static Optional<WeightsSpec> weights(Section section, NetworkSpec network, PreparationSpec preparation) {
        if (!section.has("weights")) {
            return Optional.empty();
        }
        if (preparation.vectors().isPresent()) {
            throw new InputException(
                    section.node("weights").where(),
                    "weights and preparation.vectors both say how embeddings begin",
                    "remove one of them");
        }
        return Optional.of(WeightsSection.read(section.section("weights"), network));
    }

    private static SplitSpec split(Section section, DataSpec data) {
        if (!section.has("split")) {
            if (data.undivided().isPresent()) {
                throw new InputException(
                        section.node("data").where(),
                        "one table has no test part",
                        "add split: with test: 0.8, for instance");
            }
            return SplitSpec.WHOLE;
        }
        String where = section.node("split").where();
        SplitSpec split = DataSection.readSplit(section.section("split"));
        if (data instanceof DataSpec.Synthetic) {
            throw new InputException(
                    where, "made-up data come divided", "remove split, and set data.tune and data.test");
        }
        if (split.tune() > 0
                && data instanceof DataSpec.Segmentation masked
                && masked.tune().isPresent()) {
            throw new InputException(where, "split.tune must go, because the data have a tuning part");
        }
        if (data.undivided().isPresent() != split.test() > 0) {
            throw data.undivided().isPresent()
                    ? new InputException(where, "split.test must be above 0, because one table has no test part")
                    : new InputException(where, "split.test must go, because the data have a test part");
        }
        return split;
    }

    private static PreparationSpec preparation(Section section, DataSpec data) {
        PreparationSpec preparation = PreparationSection.read(section.section("preparation"));
        boolean fits =
                switch (kind(data)) {
                    case "table" -> preparation instanceof PreparationSpec.Table;
                    case "image" -> preparation instanceof PreparationSpec.Image;
                    case "text" ->
                        preparation instanceof PreparationSpec.Ngrams || preparation instanceof PreparationSpec.Tokens;
                    default -> preparation instanceof PreparationSpec.None;
                };
        if (!fits) {
            throw new InputException(
                    section.node("preparation").where(),
                    "this preparation does not fit the data",
                    "table takes table, texts take ngrams or tokens, pictures take image, synthetic takes none");
        }
        return preparation;
    }

    private static String kind(DataSpec data) {
        if (data instanceof DataSpec.Synthetic) {
            return "synthetic";
        }
        if (data instanceof DataSpec.TextCsv || data instanceof DataSpec.TextFolder) {
            return "text";
        }
        return data instanceof DataSpec.Table ? "table" : "image";
    }
}
