package io.demur.train.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code reproduce} to the command line. */
public final class ReproduceProvider implements CommandProvider {
    @Override
    public String name() {
        return "reproduce";
    }

    @Override
    public Object command() {
        return new ReproduceCommand();
    }
}
