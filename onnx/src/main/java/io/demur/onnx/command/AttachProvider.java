package io.demur.onnx.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code attach} to the command line. */
public final class AttachProvider implements CommandProvider {
    @Override
    public String name() {
        return "attach";
    }

    @Override
    public Object command() {
        return new AttachCommand();
    }
}
