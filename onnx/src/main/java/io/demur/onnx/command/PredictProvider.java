package io.demur.onnx.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code predict} to the command line. */
public final class PredictProvider implements CommandProvider {
    @Override
    public String name() {
        return "predict";
    }

    @Override
    public Object command() {
        return new PredictCommand();
    }
}
