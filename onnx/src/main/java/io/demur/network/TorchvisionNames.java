package io.demur.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of tensors in torchvision's checkpoints, by our names.
 *
 * <p>Both describe the same modules in the same order, so the names of modules are put side by side: a module's tensors
 * are called {@code weight}, {@code bias}, {@code running_mean} and {@code running_var} on both sides.
 */
public final class TorchvisionNames {
    private static final int[] BLOCKS_50 = {3, 4, 6, 3};
    private static final int[] BLOCKS_101 = {3, 4, 23, 3};
    /** In place of a module that the checkpoint does not have. */
    private static final String NONE = "";

    private TorchvisionNames() {}

    /** {@code torchvision.models.resnet50}, all of it. */
    public static Map<String, String> resnet50(Architecture architecture) {
        List<String> modules = new ArrayList<>(List.of("conv1", "bn1"));
        for (int stage = 0; stage < BLOCKS_50.length; stage++) {
            addStage(modules, "", stage, BLOCKS_50[stage]);
        }
        modules.add("fc");
        return sideBySide(architecture, modules);
    }

    /** {@code torchvision.models.resnet101} as the base of {@link DeepLab#resnet101}. */
    public static Map<String, String> resnet101Base(Architecture deepLab) {
        return deepLab(deepLab, "", Collections.nCopies(12, NONE));
    }

    /** {@code torchvision.models.segmentation.deeplabv3_resnet101}: base and pyramid; it has no decoder. */
    public static Map<String, String> deepLabV3(Architecture deepLab) {
        List<String> pyramid = new ArrayList<>();
        for (int branch = 0; branch < 4; branch++) {
            pyramid.add("classifier.0.convs." + branch + ".0");
            pyramid.add("classifier.0.convs." + branch + ".1");
        }
        pyramid.addAll(List.of("classifier.0.convs.4.1", "classifier.0.convs.4.2"));
        pyramid.addAll(List.of("classifier.0.project.0", "classifier.0.project.1"));
        return deepLab(deepLab, "backbone.", pyramid);
    }

    private static Map<String, String> deepLab(Architecture deepLab, String prefix, List<String> pyramid) {
        List<String> modules = new ArrayList<>(List.of(prefix + "conv1", prefix + "bn1"));
        addStage(modules, prefix, 0, BLOCKS_101[0]);
        modules.addAll(List.of(NONE, NONE)); // the decoder's reduction of details
        for (int stage = 1; stage < BLOCKS_101.length; stage++) {
            addStage(modules, prefix, stage, BLOCKS_101[stage]);
        }
        modules.addAll(pyramid);
        modules.addAll(List.of(NONE, NONE, NONE)); // the decoder
        return sideBySide(deepLab, modules);
    }

    private static void addStage(List<String> modules, String prefix, int stage, int blocks) {
        for (int block = 0; block < blocks; block++) {
            String name = prefix + "layer" + (stage + 1) + "." + block + ".";
            for (int i = 1; i <= 3; i++) {
                modules.add(name + "conv" + i);
                modules.add(name + "bn" + i);
            }
            if (block == 0) {
                modules.add(name + "downsample.0");
                modules.add(name + "downsample.1");
            }
        }
    }

    private static Map<String, String> sideBySide(Architecture architecture, List<String> theirs) {
        List<String> ours = architecture.parameters().stream()
                .map(parameter -> moduleOf(parameter.name()))
                .distinct()
                .toList();
        if (ours.size() != theirs.size()) {
            throw new IllegalArgumentException(architecture.name() + " has " + ours.size()
                    + " modules with parameters, " + "these names are for " + theirs.size());
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (ParameterSpec parameter : architecture.parameters()) {
            String module = moduleOf(parameter.name());
            String their = theirs.get(ours.indexOf(module));
            if (!their.equals(NONE)) {
                names.put(parameter.name(), their + parameter.name().substring(module.length()));
            }
        }
        return names;
    }

    private static String moduleOf(String parameter) {
        return parameter.substring(0, parameter.lastIndexOf('.'));
    }
}
