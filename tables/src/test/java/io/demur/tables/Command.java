package io.demur.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.demur.cli.Demur;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs commands of Demur in this process, and statements of a DuckDB of its own. */
final class Command {
    private Command() {}

    /** What a command left behind. */
    record Result(int code, String out, String err) {}

    static Result run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Demur.run(Arrays.stream(args).map(Object::toString).toArray(String[]::new), out, err);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** What a command prints that ends well. */
    static String done(Object... args) {
        Result result = run(args);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out();
    }

    /** The one line of a command that refuses its input. */
    static String refused(Object... args) {
        Result result = run(args);
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("demur: ").hasLineCount(1).doesNotContain("java.");
        return result.err();
    }

    /** Runs statements, in whose text every {@code $} stands for a folder. */
    static void sql(Path folder, String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text.replace("$", folder.toString()));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows of a query, values joined by a bar. */
    static List<String> rows(Path folder, String query) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query.replace("$", folder.toString()))) {
            while (results.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    values.add(results.getString(i));
                }
                rows.add(String.join("|", values));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }
}
