package io.demur.tables;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a query in a temporary file, which all who read from the same query at the same time share: labels, groups
 * and logits are read one after the other, and a query run twice may give its rows in another order.
 */
final class QueryResult implements AutoCloseable {
    /** What an argument begins with that is a query. */
    static final String PREFIX = "sql:";

    /** What messages call it. */
    static final String NAME = "--sql";

    /** Small enough that a group of rows of a thousand classes does not take a large part of the memory. */
    private static final int ROW_GROUP = 20_480;

    private static final Map<String, QueryResult> OPEN = new HashMap<>();

    private final String query;
    private final Path file;
    private int readers;

    private QueryResult(String query, Path file) {
        this.query = query;
        this.file = file;
    }

    /**
     * Runs a query, or joins those who read its rows already.
     *
     * @throws InputException with DuckDB's message if the query is wrong
     */
    static QueryResult of(Database database, String query) {
        synchronized (OPEN) {
            QueryResult result = OPEN.get(query);
            if (result == null) {
                result = run(database, query);
                OPEN.put(query, result);
            }
            result.readers++;
            return result;
        }
    }

    private static QueryResult run(Database database, String query) {
        String statement = query.strip().replaceFirst(";\\s*$", "");
        if (statement.isEmpty()) {
            throw new InputException(
                    NAME, "the query is empty", "for example: SELECT logits, label FROM 'rows.parquet'");
        }
        Path file = temporary();
        try {
            // The end of line closes a comment at the end of the query.
            database.execute("COPY (" + statement + "\n) TO " + Sql.text(file.toString())
                    + " (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE " + ROW_GROUP + ")");
            return new QueryResult(query, file);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("demur", ".parquet");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw InputFile.failure(NAME, "its rows cannot be kept in a temporary file", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be removed", e);
        }
    }

    String file() {
        return file.toString();
    }

    /** The last reader removes the file. */
    @Override
    public void close() {
        synchronized (OPEN) {
            readers--;
            if (readers == 0) {
                OPEN.remove(query);
                delete(file);
            }
        }
    }
}
