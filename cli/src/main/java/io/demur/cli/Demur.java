package io.demur.cli;

import io.demur.cli.Commands.Entry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
        Thread.setDefaultUncaughtExceptionHandler(Demur::ignoreOutOfMemory);
        try {
            System.exit(run(args, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err)));
        } catch (OutOfMemoryError e) {
            // It has been told; other threads may still hold what an orderly end would need.
            Runtime.getRuntime().halt(ExitCode.FAULT);
        }
    }

    /** A helper without memory ends; the thread that waits for it tells the user. */
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
            line.setParameterExceptionHandler((problem, given) -> failures.usage(problem));
            line.setExecutionExceptionHandler((problem, command, parsed) -> failures.report(problem));
            int code = line.execute(args);
            console.flush();
            return code;
        } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError problem) {
            return failures.report(problem);
        } finally {
            console.flushErr();
        }
    }

    /** With the asked command alone where it is known, since describing all of them takes longer than running one. */
    private static CommandLine commandLine(Console console, String... args) {
        CommandLine line = new CommandLine(new Demur());
        for (Entry entry : Commands.asked(args)) {
            line.addSubcommand(entry.name(), entry.make(console));
        }
        return line.setUsageHelpWidth(USAGE_WIDTH).setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Every command, for what describes them all. */
    static CommandLine everything(Console console) {
        return commandLine(console);
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
