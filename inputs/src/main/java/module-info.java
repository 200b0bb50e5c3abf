/** Rows, texts and pictures, prepared for a model: the same code in training, prediction and serving. */
module io.demur.inputs {
    requires transitive io.demur.io;
    requires java.desktop;
    requires org.apache.commons.compress;
    requires static org.jspecify;

    exports io.demur.inputs;
    exports io.demur.inputs.augment;
    exports io.demur.inputs.prepare;
    exports io.demur.inputs.read;
    exports io.demur.inputs.sample;
}
