package io.demur.tables;

import io.demur.logits.InputException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/** A database of DuckDB, in memory or in a file. What goes wrong in it is one line, under a name that the user knows. */
final class Database implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 400;
    /** Where DuckDB shows the query, or says which of its options to set. */
    private static final Pattern ADVICE = Pattern.compile(
            "LINE |Try setting|Possible (fixes|Solution)|Did you mean \"pg_|\\*|Column .* is being converted");

    /** How DuckDB says that a Parquet file is none. */
    private static final Pattern DAMAGED =
            Pattern.compile("[Mm]agic bytes|TProtocol|too small to be a Parquet|not a Parquet file|out of buffer");

    private static final String IN_MEMORY = "";

    private final String name;
    private final DuckDBConnection connection;

    private Database(String name, DuckDBConnection connection) {
        this.name = name;
        this.connection = connection;
    }

    /**
     * A new database in memory.
     *
     * @param name what error messages call it
     */
    static Database inMemory(String name) {
        return open(name, IN_MEMORY);
    }

    /** A database in a file, which is made if it does not exist; little of it is kept in memory. */
    static Database inFile(String name, String file) {
        Database database = open(name, file);
        database.execute("SET memory_limit = '256MB'");
        return database;
    }

    private static Database open(String name, String file) {
        Properties properties = new Properties();
        // Rows come as they are asked for, in the order of the files; DuckDB's own scratch files stay out of the user's
        // folder.
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("preserve_insertion_order", "true");
        // Files are read once or twice: keeping them would only take memory.
        properties.setProperty("enable_external_file_cache", "false");
        properties.setProperty("temp_directory", System.getProperty("java.io.tmpdir"));
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, properties);
            return new Database(name, connection.unwrap(DuckDBConnection.class));
        } catch (SQLException e) {
            throw failure(name, e);
        }
    }

    String name() {
        return name;
    }

    DuckDBConnection connection() {
        return connection;
    }

    /** The result of a query, which is independent of any other that is open. */
    Rows query(String sql) {
        try {
            Connection own = connection.duplicate();
            try {
                Statement statement = own.createStatement();
                return new Rows(this, own, statement.executeQuery(sql));
            } catch (SQLException e) {
                own.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** With how many threads queries run from here on; otherwise there is one for every processor. */
    void useThreads(int threads) {
        execute("SET threads = " + threads);
    }

    /** DuckDB's own words as one line. */
    InputException failure(SQLException problem) {
        return failure(name, problem);
    }

    private static InputException failure(String name, SQLException problem) {
        String line = line(String.valueOf(problem.getMessage()));
        return new InputException(
                name, DAMAGED.matcher(line).find() ? "is cut off or damaged: " + line : line, problem);
    }

    /** Without the excerpt of the query and the advice about DuckDB's options, which the user did not write. */
    private static String line(String message) {
        String line = message.lines()
                .takeWhile(text -> !text.isBlank() && !ADVICE.matcher(text).lookingAt())
                .map(String::strip)
                .collect(Collectors.joining(" "));
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
