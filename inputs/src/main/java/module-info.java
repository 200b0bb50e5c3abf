/** Rows and texts, prepared for a model: the same code in training, prediction and serving. */
module io.demur.inputs {
    requires transitive io.demur.io;
    requires static org.jspecify;

    exports io.demur.inputs;
    exports io.demur.inputs.prepare;
    exports io.demur.inputs.read;
    exports io.demur.inputs.sample;
}
