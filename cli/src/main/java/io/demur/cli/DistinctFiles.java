package io.demur.cli;

import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Refuses a command line that would write a file which it also reads, or write one file twice: what comes second destroys
 * what was there. Links and other spellings of a name are seen through; devices and pipes may be named as often as wanted.
 */
final class DistinctFiles {
    private static final Set<String> OUTPUTS = Set.of("--json", "--csv", "--html", "--images", "-o");
    private static final Set<String> READ = Set.of("FILE", "FILES", "[NAME=]FILE", "SELECTOR", "MODEL");

    private DistinctFiles() {}

    private record Output(String option, String target) {}

    /**
     * Looks at the words of the command that was asked for.
     *
     * @throws InputException if an output is an input or another output
     */
    static void check(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        List<Output> outputs = new ArrayList<>();
        List<String> inputs = new ArrayList<>();
        for (ArgSpec argument : command.matchedArgs()) {
            if (isOutput(argument)) {
                argument.originalStringValues().forEach(value -> outputs.add(new Output(name(argument), value)));
            } else if (!argument.isOption() || READ.contains(argument.paramLabel())) {
                inputs.addAll(argument.originalStringValues());
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            for (Output other : outputs.subList(0, i)) {
                if (output.target().equals("-") ? other.target().equals("-") : same(output.target(), other.target())) {
                    throw new InputException(
                            output.target(),
                            "is where both " + other.option() + " and " + output.option() + " write",
                            "name another for one of them");
                }
            }
            for (String input : inputs) {
                if (same(output.target(), input) || same(output.target(), withoutName(input))) {
                    throw new InputException(
                            output.target(),
                            "is also read, and " + output.option() + " would replace it",
                            "name another file");
                }
            }
        }
    }

    private static boolean isOutput(ArgSpec argument) {
        return argument.isOption()
                && argument.paramLabel().equals("FILE")
                && Arrays.stream(((OptionSpec) argument).names()).anyMatch(OUTPUTS::contains);
    }

    private static String name(ArgSpec argument) {
        return ((OptionSpec) argument).longestName();
    }

    /** {@code file.npz} of {@code NAME=file.npz#array}. */
    private static String withoutName(String input) {
        String file = input.substring(input.indexOf('=') + 1);
        int mark = file.lastIndexOf('#');
        return mark > 0 ? file.substring(0, mark) : file;
    }

    private static boolean same(String output, String other) {
        if (output.equals("-")) {
            return false;
        }
        Path one = path(output);
        Path two = path(other);
        try {
            if (one == null || two == null || (Files.exists(one) && !Files.isRegularFile(one))) {
                return false;
            }
            boolean both = Files.exists(one) && Files.exists(two);
            return both
                    ? Files.isSameFile(one, two)
                    : one.toAbsolutePath()
                            .normalize()
                            .equals(two.toAbsolutePath().normalize());
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
