package io.demur.train.experiment;

import io.demur.logits.InputException;
import io.demur.metric.CurveMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What can be reproduced. */
public enum Experiment {
    /** Banking77 by label smoothing. */
    X1("banking77", Seeding.WEIGHTS, CurveMetric.AURC),
    /** Banking77 by loss. */
    X1_LOSSES("banking77", Seeding.WEIGHTS, CurveMetric.AURC),
    /** Made-up data. */
    X2("synthetic-b1", Seeding.WEIGHTS_AND_DATA, CurveMetric.AURC),
    /** ImageNet, ResNet-50. */
    E1("imagenet-resnet50", Seeding.WEIGHTS, CurveMetric.AURC_PAPER),
    /** ImageNet, ViT-S/16. */
    E2("imagenet-vit", Seeding.WEIGHTS, CurveMetric.AURC_PAPER),
    /** Cityscapes, every pixel. */
    E3("cityscapes", Seeding.WEIGHTS, CurveMetric.AURC_PAPER),
    /** CIFAR-100, DenseNet-BC. */
    E4("cifar100", Seeding.WEIGHTS, CurveMetric.AURC),
    /** CIFAR-10, ResNet-20. */
    E5("cifar10-binary", Seeding.WEIGHTS, CurveMetric.AURC),
    /** CIFAR-10 as JPEG files, ResNet-20, a short schedule. */
    CIFAR10("cifar10", Seeding.WEIGHTS, CurveMetric.AURC),
    /** CamVid, every pixel, a network that two cores can train. */
    CAMVID("camvid", Seeding.WEIGHTS, CurveMetric.AURC),
    /** IMDB. */
    E6("imdb", Seeding.WEIGHTS, CurveMetric.AURC_PAPER),
    /** Bank Marketing. */
    E7("bank", Seeding.WEIGHTS_AND_SPLIT, CurveMetric.AURC_PAPER),
    /** Online Shoppers. */
    E8("shoppers", Seeding.WEIGHTS_AND_SPLIT, CurveMetric.AURC_PAPER);

    /** What differs from seed to seed. */
    enum Seeding {
        /** Initial weights, order of rows and dropout; the test rows are the same, so models can be paired. */
        WEIGHTS("seed"),
        /** The division of the one table too. */
        WEIGHTS_AND_SPLIT("seed", "split.seed"),
        /** The made-up rows too. */
        WEIGHTS_AND_DATA("seed", "data.seed");

        private final String paths;

        Seeding(String... paths) {
            this.paths = String.join(" ", paths);
        }

        List<String> settings(long seed) {
            return Arrays.stream(paths.split(" ", -1)).map(p -> p + "=" + seed).toList();
        }
    }

    private final String recipe;
    private final Seeding seeding;
    private final CurveMetric metric;

    Experiment(String recipe, Seeding seeding, CurveMetric metric) {
        this.recipe = recipe;
        this.seeding = seeding;
        this.metric = metric;
    }

    /** By its name, such as {@code x1-losses}. */
    public static Experiment parse(String text) {
        return Arrays.stream(values())
                .filter(e -> e.code().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new InputException("experiment", "'" + text + "' is not known", "known are " + codes()));
    }

    private static String codes() {
        return Arrays.stream(values()).map(Experiment::code).collect(Collectors.joining(", "));
    }

    /** The name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The folder, among the outputs, that its runs share with those of other experiments on the same recipe. */
    public String folder() {
        return this == X1_LOSSES ? X1.code() : code();
    }

    /** The seeds that are run unless others are asked for: one where a run takes hours or days. */
    public String usualSeeds() {
        return switch (this) {
            case E1, E2, E3, E4, E5, CIFAR10, CAMVID -> "0";
            case X1, X1_LOSSES, X2, E6, E7, E8 -> "0..4";
        };
    }

    String recipe() {
        return recipe;
    }

    Seeding seeding() {
        return seeding;
    }

    /** The convention of AURC in its table: that of the published figures. */
    CurveMetric metric() {
        return metric;
    }

    /** The losses, cross-entropy first. */
    List<Level> levels() {
        return switch (this) {
            case X1 -> alphas(0, 0.1, 0.2, 0.4);
            case X1_LOSSES -> losses();
            case X2 -> alphas(0, 0.1, 0.3);
            case E1, E2, E3, E4, E5, CIFAR10, CAMVID -> alphas(0, 0.2);
            case E6 -> alphas(0, 0.6);
            case E7, E8 -> alphas(0, 0.2, 0.4, 0.6);
        };
    }

    private static List<Level> alphas(double... alphas) {
        return DoubleStream.of(alphas).mapToObj(Level::alpha).toList();
    }

    private static List<Level> losses() {
        return List.of(
                Level.alpha(0),
                Level.alpha(0.2),
                Level.alpha(-0.2),
                Level.other("focal, gamma 2", "{kind: focal, gamma: 2}"),
                Level.other("confidence penalty, weight 0.1", "{kind: confidence-penalty, weight: 0.1}"),
                Level.other("MaxSup, alpha 0.2", "{kind: max-sup, alpha: 0.2}"),
                Level.other("LogitNorm, temperature 0.04", "{kind: logit-norm, temperature: 0.04}"),
                Level.other("mixup, alpha 0.2", "{kind: mixup, alpha: 0.2}"),
                Level.other(
                        "distillation from CE, weight 0.5", "{kind: distillation, weight: 0.5, teacher: \"{ce}\"}"));
    }
}
