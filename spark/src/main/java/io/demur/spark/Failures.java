package io.demur.spark;

import io.demur.logits.InputException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.jspecify.annotations.Nullable;

/** What went wrong, in one line without plans and traces. */
final class Failures {
    /** What Spark calls files that it cannot read. */
    private static final List<String> BAD_FILES = List.of("FAILED_READ_FILE", "MALFORMED", "PATH_NOT_FOUND");

    private Failures() {}

    /** Whether the user's input is to blame. */
    static boolean isInput(Throwable problem) {
        return chain(problem)
                .anyMatch(cause -> cause instanceof InputException
                        || cause instanceof AnalysisException
                        || condition(cause)
                                .filter(c -> BAD_FILES.stream().anyMatch(c::startsWith))
                                .isPresent());
    }

    /** The message of the refusal if there is one, else Spark's own and what lies under it. */
    static String oneLine(Throwable problem) {
        Optional<Throwable> refused =
                chain(problem).filter(InputException.class::isInstance).findFirst();
        if (refused.isPresent()) {
            return firstLine(refused.get());
        }
        Throwable told = chain(problem)
                .filter(cause -> condition(cause).isPresent())
                .reduce((outer, inner) -> inner)
                .orElse(problem);
        Throwable root = chain(problem).reduce((outer, inner) -> inner).orElse(problem);
        return root == told || root.getMessage() == null ? firstLine(told) : firstLine(told) + ": " + firstLine(root);
    }

    private static Optional<String> condition(Throwable cause) {
        return cause instanceof SparkThrowable spark ? Optional.ofNullable(spark.getCondition()) : Optional.empty();
    }

    private static Stream<Throwable> chain(@Nullable Throwable problem) {
        Stream.Builder<Throwable> chain = Stream.builder();
        Throwable cause = problem;
        while (cause != null) {
            chain.add(cause);
            cause = cause.getCause();
        }
        return chain.build();
    }

    private static String firstLine(Throwable problem) {
        return String.valueOf(problem.getMessage())
                .lines()
                .findFirst()
                .orElse(problem.getClass().getSimpleName());
    }
}
