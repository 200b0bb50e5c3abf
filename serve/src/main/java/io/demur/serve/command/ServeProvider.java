package io.demur.serve.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code serve} to the command line. */
public final class ServeProvider implements CommandProvider {
    @Override
    public String name() {
        return "serve";
    }

    @Override
    public Object command() {
        return new ServeCommand();
    }
}
