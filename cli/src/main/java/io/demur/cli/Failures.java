package io.demur.cli;

import io.demur.cli.Console.OutputException;
import io.demur.logits.InputException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what goes wrong into one line on standard error and an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Console console;
    private final boolean traces;

    Failures(Console console, boolean traces) {
        this.console = console;
        this.traces = traces;
    }

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        if (problem.getCause() instanceof InputException input) {
            return report(input);
        }
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        StringBuilder line = new StringBuilder(problem.getMessage());
        if (problem instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream().findFirst().ifPresent(nearest -> line.append("; did you mean ")
                    .append(nearest)
                    .append('?'));
        }
        console.error(line + "; see " + command + " --help");
        return trace(problem, ExitCode.BAD_INPUT);
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult parsed) {
        return report(problem);
    }

    int report(Throwable problem) {
        if (problem instanceof InputException) {
            console.error(String.valueOf(problem.getMessage()));
            return trace(problem, ExitCode.BAD_INPUT);
        }
        if (problem instanceof UncheckedIOException io && io.getCause() instanceof OutputException output) {
            return outputFailed(output);
        }
        if (problem instanceof OutOfMemoryError) {
            console.outOfMemory();
            return trace(problem, ExitCode.FAULT);
        }
        console.error("unexpected " + problem + (traces ? "" : "; --stacktrace tells more"));
        return trace(problem, ExitCode.FAULT);
    }

    private int outputFailed(OutputException problem) {
        if (problem.readerGone()) {
            return ExitCode.DONE;
        }
        console.error("standard output: cannot be written: " + problem.getMessage());
        return trace(problem, ExitCode.BAD_INPUT);
    }

    private int trace(Throwable problem, int code) {
        if (traces) {
            console.trace(problem);
        }
        return code;
    }
}
