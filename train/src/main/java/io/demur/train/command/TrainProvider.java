package io.demur.train.command;

import io.demur.io.CommandProvider;

/** Brings the command {@code train} to the command line. */
public final class TrainProvider implements CommandProvider {
    @Override
    public String name() {
        return "train";
    }

    @Override
    public Object command() {
        return new TrainCommand();
    }
}
