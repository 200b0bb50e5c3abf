package io.demur.onnx.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code detach} to the command line. */
public final class DetachProvider implements CommandProvider {
    @Override
    public String name() {
        return "detach";
    }

    @Override
    public Object command() {
        return new DetachCommand();
    }
}
