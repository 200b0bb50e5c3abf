package io.demur.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Whole processes that evaluate the same 100-class logits as NPY and as Parquet, and more rows of Parquet in a small
 * heap: rows per second with start-up, and memory. Started by {@code ./dev bench tables} in the root of the sources. The
 * files are made once and kept in bench/target/tables, about 1.6 GB.
 */
final class TableProcesses {
    private static final int CLASSES = 100;
    private static final int PART_ROWS = 100_000;
    private static final int ROWS = 1_000_000;
    private static final int MANY_ROWS = 4_000_000;
    private static final int ROUNDS = 5;
    private static final Path CACHE = Path.of("bench", "target", "tables");
    private static final Map<String, String> SMALL_HEAP = Map.of("DEMUR_JAVA_OPTS", "-Xmx256m");

    private TableProcesses() {}

    /** Runs everything. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        String npy = CACHE.resolve("rows.npy").toString();
        String labels = CACHE.resolve("labels.npy").toString();
        new LogitsMaker(ROWS, CLASSES, 1).makeOnce(Path.of(npy), Path.of(labels));
        String parquet = made("rows", ROWS);
        List<Timed> all = List.of(
                demur("NPY, msp", Map.of(), npy, labels, "--scores=msp"),
                demur("Parquet, msp", Map.of(), parquet, "--label=label", "--scores=msp"),
                demur("NPY, 17 scores", Map.of(), npy, labels),
                demur("Parquet, 17 scores", Map.of(), parquet, "--label=label"));
        System.out.printf("%-52s %7s %7s %7s%n", "wall seconds of whole processes", "min", "median", "max");
        Timed.inTurn(ROUNDS, all);
        all.forEach(timed -> tell(timed, ROWS));
        for (int rows : new int[] {ROWS / 4, ROWS, MANY_ROWS}) {
            String title = "Parquet, msp, bounded, -Xmx256m, rows: " + rows;
            Timed timed =
                    demur(title, SMALL_HEAP, made("rows", rows), "--label=label", "--scores=msp", "--mode=bounded");
            tell(timed.once(), rows);
        }
    }

    private static void tell(Timed timed, int rows) {
        System.out.printf(Locale.ROOT, "%s %,10.0f rows/s%n", timed, rows / timed.median());
    }

    private static Timed demur(String title, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of("./demur", "evaluate"));
        command.addAll(List.of(arguments));
        return new Timed(title, command, environment);
    }

    /** A folder with a file for every 100,000 rows; those of a smaller number are the first of a larger one. */
    private static String made(String name, int rows) throws IOException, SQLException {
        Path folder = CACHE.resolve(name + "-" + rows);
        Files.createDirectories(folder);
        for (int first = 0; first < rows; first += PART_ROWS) {
            Path file = folder.resolve(String.format(Locale.ROOT, "part-%03d.parquet", first / PART_ROWS));
            if (!Files.exists(file)) {
                System.err.println("making " + file + " (once)");
                Path part = Path.of(file + ".part");
                make(part, first, Math.min(PART_ROWS, rows - first));
                Files.move(part, file);
            }
        }
        return folder.toString();
    }

    private static void make(Path file, int first, int rows) throws SQLException {
        SampleRows source = new SampleRows(CLASSES, 1);
        try (DuckDBConnection connection =
                        DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows (id BIGINT, logits FLOAT[], label INTEGER)");
            float[] values = new float[CLASSES];
            try (DuckDBAppender appender = connection.createAppender("rows")) {
                for (int r = first; r < first + rows; r++) {
                    int label = source.fill(r, values, 0);
                    appender.beginRow()
                            .append((long) r)
                            .append(values)
                            .append(label)
                            .endRow();
                }
            }
            statement.execute("COPY rows TO '" + file + "' (FORMAT parquet)");
        }
    }
}
