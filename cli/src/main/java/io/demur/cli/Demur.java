package io.demur.cli;

import io.demur.cli.Commands.Entry;
import io.demur.logits.InputException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code demur} command: tells a classifier when not to answer. */
@Command(
        name = "demur",
        description = "Tells a classifier when not to answer.",
        mixinStandardHelpOptions = true,
        versionProvider = Demur.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Built when they are first called: attach, detach, inspect, predict, serve, train, reproduce; tables other than CSV.",
            "Exit codes: 0 done; 2 bad usage or bad input; 3 infeasible; 4 certificate contradicted; 1 anything else.",
            "Data goes to standard output, everything else to standard error.",
            "",
            "Example: demur evaluate logits.npy labels.npy"
        })
public final class Demur implements Runnable {
    static final int USAGE_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    private Demur() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        tameThreads();
        try {
            System.exit(run(args, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err)));
        } catch (OutOfMemoryError e) {
            // It has been told; other threads may still hold what an orderly end would need.
            Runtime.getRuntime().halt(ExitCode.FAULT);
        }
    }

    /** Of threads that die for want of memory the one that waits for them tells. */
    static void tameThreads() {
        Thread.setDefaultUncaughtExceptionHandler(Demur::ignoreOutOfMemory);
    }

    private static void ignoreOutOfMemory(Thread thread, Throwable problem) {
        if (!(problem instanceof OutOfMemoryError)) {
            problem.printStackTrace();
        }
    }

    /**
     * Runs one command.
     *
     * @param out gets data
     * @param err gets talk and errors
     * @return the exit code
     */
    public static int run(String[] args, OutputStream out, OutputStream err) {
        Console console = new Console(out, err, Arrays.asList(args));
        Failures failures = new Failures(console, Arrays.asList(args).contains("--stacktrace"));
        try {
            CommandLine line = commandLine(console, args);
            line.setOut(console.outWriter()).setErr(console.errWriter());
            line.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
            line.setExecutionStrategy(Demur::checkAndRun);
            int code = line.execute(args);
            console.flush();
            return code;
        } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError problem) {
            return failures.report(problem);
        } finally {
            console.flushErr();
        }
    }

    private static int checkAndRun(ParseResult parsed) {
        try {
            DistinctFiles.check(parsed);
        } catch (InputException e) {
            throw new ParameterException(parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /**
     * With the command alone that the first word asks for, since describing all of them takes longer than running one;
     * with the outlines of all where no word asks for any.
     */
    private static CommandLine commandLine(Console console, String... args) {
        Optional<Entry> asked = args.length == 0 ? Optional.empty() : Commands.named(args[0]);
        if (asked.isPresent()) {
            return root(List.of(asked.get()), entry -> entry.whole(console));
        }
        List<Entry> all = Commands.all();
        boolean later = all.stream().anyMatch(entry -> Arrays.asList(args).contains(entry.name()));
        return later ? everything(console) : root(all, entry -> entry.outline(console));
    }

    /** Every command, for what describes them all. */
    static CommandLine everything(Console console) {
        return root(Commands.all(), entry -> entry.whole(console));
    }

    private static CommandLine root(List<Entry> entries, Function<Entry, CommandLine> form) {
        CommandLine line = new CommandLine(new Demur());
        for (Entry entry : entries) {
            CommandLine command = form.apply(entry);
            command.getCommandSpec().versionProvider(new Version());
            line.addSubcommand(entry.name(), command);
        }
        return line.setUsageHelpWidth(USAGE_WIDTH).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Without a command there is nothing to do: exit code 2. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The version that Maven wrote into the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }

        static String text() {
            String version = Demur.class.getPackage().getImplementationVersion();
            return "demur " + (version == null ? "(unpackaged)" : version);
        }
    }
}
