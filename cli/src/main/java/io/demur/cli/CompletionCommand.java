package io.demur.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: source <(demur completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private TalkOptions talk;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        talk.apply(console);
        console.print(AutoComplete.bash("demur", Demur.everything(console)));
        return ExitCode.DONE;
    }
}
