package io.demur.cli;

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
        versionProvider = Demur.Version.class)
public final class Demur implements Runnable {

    @Spec
    private CommandSpec spec;

    private Demur() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demur());
    }

    /** Without a command there is nothing to do: usage, exit code 2. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** The version that Maven wrote into the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Demur.class.getPackage().getImplementationVersion();
            return new String[] {"demur " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
