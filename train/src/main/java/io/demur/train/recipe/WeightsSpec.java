package io.demur.train.recipe;

/**
 * Weights that a training starts from, in place of drawn ones.
 *
 * @param file in the safetensors format, relative to the data folder
 * @param names by which the file calls its tensors
 * @param head how the last layer with parameters begins
 */
public record WeightsSpec(String file, Names names, Head head) {
    /** Whose names a file has. */
    public enum Names {
        /** Those of a run's {@code weights.safetensors}. */
        NONE("none"),
        /** Those of torchvision's ResNets: all of {@code resnet-50}, or the base of {@code deeplab-v3-plus-resnet-101}. */
        TORCHVISION("torchvision"),
        /** Those of torchvision's DeepLabV3: base and pyramid of {@code deeplab-v3-plus-resnet-101}. */
        TORCHVISION_DEEPLAB_V3("torchvision-deeplab-v3");

        private final String code;

        Names(String code) {
            this.code = code;
        }

        /** What a recipe calls it. */
        public String code() {
            return code;
        }
    }

    /** How the last layer with parameters begins. */
    public enum Head {
        /** As in the file. */
        FILE("file"),
        /** Drawn, for other classes than those of the file. */
        DRAWN("drawn");

        private final String code;

        Head(String code) {
            this.code = code;
        }

        /** What a recipe calls it. */
        public String code() {
            return code;
        }
    }
}
