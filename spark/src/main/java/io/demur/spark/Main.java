package io.demur.spark;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import scala.Option;

/**
 * Evaluates, fits and decides on any table that Spark reads, without code: the main class for {@code spark-submit}. Exit
 * codes and results are those of the command line of Demur.
 */
@Command(
        name = "demur-spark",
        description = "Evaluate, fit and decide on any table that Spark reads.",
        mixinStandardHelpOptions = true,
        subcommands = {EvaluateMain.class, FitMain.class, DecideMain.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  spark-submit --class io.demur.spark.Main demur-spark-submit.jar evaluate \\",
            "      hdfs:///predictions --logits logits --label truth --json results.json"
        })
public final class Main implements Runnable {
    static final int INFEASIBLE = 3;

    private static final int BAD_INPUT = 2;
    private static final int FAULT = 1;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        int code = run(words);
        Option<SparkSession> session = SparkSession.getActiveSession();
        if (session.isDefined()) {
            session.get().stop();
        }
        System.exit(code);
    }

    /** Runs one command in the session that there is, or a new one. */
    static int run(String... words) {
        CommandLine line = commandLine();
        line.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            line.getErr().println("demur-spark: " + Failures.oneLine(problem));
            return Failures.isInput(problem) ? BAD_INPUT : FAULT;
        });
        line.setParameterExceptionHandler((problem, given) -> {
            line.getErr().println("demur-spark: " + problem.getMessage());
            return BAD_INPUT;
        });
        return line.execute(words);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    static SparkSession session() {
        return SparkSession.builder().appName("demur").getOrCreate();
    }

    /** What results are signed with. */
    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "demur " + (version == null ? "(unpackaged)" : version);
    }

    /** Without a command there is nothing to do: exit code 2. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }
}
