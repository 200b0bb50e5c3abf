package io.demur.cli;

import io.demur.io.CommandProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

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
        Object make(Console console) {
            return factory.apply(console);
        }
    }

    /** The command that a command line calls, or all of them if it calls none that is known. */
    static List<Entry> asked(String... args) {
        for (Entry entry : OWN) {
            if (args.length > 0 && entry.name().equals(args[0])) {
                return List.of(entry);
            }
        }
        List<Entry> all = new ArrayList<>(OWN);
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            all.add(new Entry(provider.name(), console -> provider.command()));
        }
        return all;
    }
}
