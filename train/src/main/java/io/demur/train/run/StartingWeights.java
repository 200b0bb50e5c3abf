package io.demur.train.run;

import io.demur.network.Architecture;
import io.demur.network.ParameterSpec;
import io.demur.network.PublishedWeights;
import io.demur.network.TorchvisionNames;
import io.demur.network.Weights;
import io.demur.train.recipe.WeightsSpec;
import io.demur.train.recipe.WeightsSpec.Head;
import io.demur.train.recipe.WeightsSpec.Names;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a recipe's {@code weights} make of drawn ones. */
final class StartingWeights {
    /** What torchvision's DeepLabV3 has after the pyramid, and beside it. */
    private static final Set<String> OTHER_DECODER =
            Set.of("classifier.1.", "classifier.2.", "classifier.4.", "aux_classifier.");

    private StartingWeights() {}

    /**
     * Replaces drawn weights by those of a file.
     *
     * @throws io.demur.logits.InputException naming tensors that the file lacks, that nobody knows, or that have another
     *     shape, or if the file is damaged
     */
    static Weights into(Weights drawn, Architecture architecture, WeightsSpec spec, Path file) {
        Map<String, String> names = new LinkedHashMap<>(names(architecture, spec.names()));
        Set<String> ignored = Set.of();
        if (spec.names() == Names.TORCHVISION_DEEPLAB_V3) {
            ignored = OTHER_DECODER;
        } else if (!isWhole(names, architecture)) {
            ignored = Set.of("fc.");
        } else if (spec.head() == Head.DRAWN) {
            List<String> head = head(architecture);
            ignored = head.stream().map(names::get).collect(Collectors.toUnmodifiableSet());
            head.forEach(names::remove);
        }
        Weights start = PublishedWeights.read(file, names, drawn, ignored);
        start.requireFit(file.toString(), architecture);
        return start;
    }

    private static Map<String, String> names(Architecture architecture, Names names) {
        return switch (names) {
            case NONE ->
                architecture.parameters().stream()
                        .collect(Collectors.toMap(
                                ParameterSpec::name, ParameterSpec::name, (a, b) -> a, LinkedHashMap::new));
            case TORCHVISION ->
                architecture.places() > 1
                        ? TorchvisionNames.resnet101Base(architecture)
                        : TorchvisionNames.resnet50(architecture);
            case TORCHVISION_DEEPLAB_V3 -> TorchvisionNames.deepLabV3(architecture);
        };
    }

    private static boolean isWhole(Map<String, String> names, Architecture architecture) {
        return names.size() == architecture.parameters().size();
    }

    /** The parameters of the last layer that has any. */
    private static List<String> head(Architecture architecture) {
        List<ParameterSpec> all = architecture.parameters();
        String last = all.get(all.size() - 1).name();
        String module = last.substring(0, last.lastIndexOf('.') + 1);
        return all.stream()
                .map(ParameterSpec::name)
                .filter(name -> name.startsWith(module))
                .toList();
    }
}
