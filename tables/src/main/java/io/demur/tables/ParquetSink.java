package io.demur.tables;

import io.demur.io.DecisionForm;
import io.demur.io.DecisionSink;
import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.select.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/** Collects decisions in a database in a temporary file, then writes them as Parquet. */
final class ParquetSink implements DecisionSink {
    private final Path target;
    private final DecisionForm form;
    private final Path file;
    private final Database database;
    private final DuckDBAppender appender;

    private ParquetSink(Path target, DecisionForm form, Path file, Database database) throws SQLException {
        this.target = target;
        this.form = form;
        this.file = file;
        this.database = database;
        database.execute("CREATE TABLE decisions (number BIGINT, id VARCHAR, accepted BOOLEAN, prediction INTEGER,"
                + " class VARCHAR, confidence DOUBLE, reason VARCHAR)");
        this.appender = database.connection().createAppender("decisions");
    }

    static ParquetSink open(Path target, DecisionForm form) {
        Path file = temporary(target);
        Database database = Database.inFile(target.toString(), file.toString());
        try {
            return new ParquetSink(target, form, file, database);
        } catch (SQLException e) {
            database.close();
            delete(file);
            throw database.failure(e);
        }
    }

    /** A name that is free; DuckDB wants to make the file itself. */
    private static Path temporary(Path target) {
        try {
            Path file = Files.createTempFile("demur", ".duckdb");
            Files.delete(file);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw InputFile.failure(target.toString(), "its rows cannot be kept in a temporary file", e);
        }
    }

    @Override
    public void add(Row row) {
        try {
            appender.beginRow().append(row.number()).append(row.id().orElse(null));
            if (row.decision() instanceof Decision.Accepted accepted) {
                boolean named = !form.classNames().isEmpty();
                appender.append(true)
                        .append(accepted.prediction())
                        .append(named ? form.classNames().get(accepted.prediction()) : null);
                confidence(row.confidence());
                appender.appendNull();
            } else if (row.decision() instanceof Decision.Abstained abstained) {
                appender.append(false).appendNull().appendNull();
                confidence(row.confidence());
                appender.append(abstained.reason().toString());
            }
            appender.endRow();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private void confidence(double confidence) throws SQLException {
        if (Double.isNaN(confidence)) {
            appender.appendNull();
        } else {
            appender.append(confidence);
        }
    }

    @Override
    public void finish() {
        try {
            appender.close();
        } catch (SQLException e) {
            throw database.failure(e);
        }
        AtomicFile.writeNamed(
                target,
                file -> database.execute("COPY (SELECT number AS \"row\", "
                        + form.idType()
                                .map(type -> "CAST(id AS " + type + ") AS id, ")
                                .orElse("")
                        + "accepted, prediction, class, confidence, reason, " + Sql.text(form.selector())
                        + " AS selector"
                        + " FROM decisions) TO " + Sql.text(file.toString())
                        + " (FORMAT parquet, COMPRESSION zstd, KV_METADATA {selector: " + Sql.text(form.selector())
                        + "})"));
    }

    @Override
    public void close() {
        try {
            appender.close();
        } catch (SQLException e) {
            throw database.failure(e);
        } finally {
            database.close();
            delete(file);
            delete(Path.of(file + ".wal"));
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be removed", e);
        }
    }
}
