package io.demur.onnx.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code inspect} to the command line. */
public final class InspectProvider implements CommandProvider {
    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public Object command() {
        return new InspectCommand();
    }
}
