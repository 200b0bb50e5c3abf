package io.demur.cli;

import io.demur.io.CommandProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The commands there are: those of this room, and those that heavier rooms bring along on the class path. */
final class Commands {
    private static final List<Entry> OWN = List.of(
            new Entry("demo", DemoCommand::new),
            new Entry("evaluate", EvaluateCommand::new),
            new Entry("diagnose", DiagnoseCommand::new),
            new Entry("fit", FitCommand::new),
            new Entry("decide", DecideCommand::new),
            new Entry("check", CheckCommand::new),
            new Entry("compare", CompareCommand::new),
            new Entry("map", MapCommand::new),
            new Entry("pixels", PixelsCommand::new),
            new Entry("completion", CompletionCommand::new));

    private Commands() {}

    /**
     * A command.
     *
     * @param name by which it is called
     * @param factory makes the object that carries its options
     */
    record Entry(String name, Function<Console, Object> factory) {

        /** All that the command understands. */
        CommandLine whole(Console console) {
            return new CommandLine(factory.apply(console));
        }

        /** Only what a list of commands says of it. */
        CommandLine outline(Console console) {
            Command described = factory.apply(console).getClass().getAnnotation(Command.class);
            CommandSpec outline = CommandSpec.create();
            outline.usageMessage().description(described.description());
            return new CommandLine(outline);
        }
    }

    /** Every command. */
    static List<Entry> all() {
        List<Entry> all = new ArrayList<>(OWN);
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            all.add(new Entry(provider.name(), console -> provider.command()));
        }
        return all;
    }

    /** The command of a name. */
    static Optional<Entry> named(String name) {
        for (Entry entry : OWN) {
            if (entry.name().equals(name)) {
                return Optional.of(entry);
            }
        }
        return all().stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
