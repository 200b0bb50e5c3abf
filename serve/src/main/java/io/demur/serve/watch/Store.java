package io.demur.serve.watch;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The monitor's memory in one SQLite file: audited answers in the order in which they were decided, labels, complaints,
 * and the state of every test. Belongs to one thread; what stands between {@link #begin} and {@link #commit} is kept
 * as a whole or not at all, through a kill of the process, and where labels are among it through a loss of power too.
 */
final class Store implements AutoCloseable {
    private static final int FORM = 1;
    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
        "CREATE TABLE IF NOT EXISTS audit (seq INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL,"
                + " id TEXT NOT NULL, row INTEGER NOT NULL, prediction INTEGER NOT NULL, label INTEGER,"
                + " UNIQUE (id, row))",
        "CREATE INDEX IF NOT EXISTS audit_order ON audit (version, seq)",
        "CREATE INDEX IF NOT EXISTS audit_missing ON audit (seq) WHERE label IS NULL",
        "CREATE TABLE IF NOT EXISTS complaint (id TEXT NOT NULL, row INTEGER NOT NULL, label INTEGER NOT NULL,"
                + " PRIMARY KEY (id, row)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS wealth (version TEXT PRIMARY KEY, counted INTEGER NOT NULL, state BLOB NOT NULL)",
        "CREATE TABLE IF NOT EXISTS scores (version TEXT PRIMARY KEY, edges BLOB NOT NULL)",
    };

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Store(Connection connection) {
        this.connection = connection;
    }

    /** A row of the audit sample that a label can meet. */
    record Entry(long seq, String version, int prediction, OptionalInt label) {}

    /** How far a version's test has come. */
    static final class Progress {
        private final long counted;
        private final double[] state;

        Progress(long counted, double... state) {
            this.counted = counted;
            this.state = state;
        }

        /** The last answer that has counted. */
        long counted() {
            return counted;
        }

        /** The state of the test; the caller's. */
        double[] state() {
            return state;
        }
    }

    /**
     * Opens or makes the file.
     *
     * @throws InputException if it cannot be opened, is no such file, or is in use by another server
     */
    static Store open(Path file) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA locking_mode = EXCLUSIVE");
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = NORMAL");
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            Store store = new Store(connection);
            long form = store.setting("form", FORM);
            if (form != FORM) {
                store.close();
                throw new InputException(file.toString(), "is of form " + form + ", this demur knows " + FORM);
            }
            return store;
        } catch (SQLException e) {
            String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InputException(file.toString(), "cannot hold the monitor's state: " + line, e);
        }
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** What may fail inside the store. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }

    private static <T> T checked(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new StoreException(e);
        }
    }

    private int execute(String sql) {
        return checked(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    /** A number that is fixed the first time it is asked for. */
    long setting(String name, long first) {
        update("INSERT OR IGNORE INTO setting VALUES (?, ?)", name, first);
        return checked(() -> {
            try (ResultSet result = query("SELECT value FROM setting WHERE name = ?", name)) {
                return result.next() ? result.getLong(1) : first;
            }
        });
    }

    private ResultSet query(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement.executeQuery();
    }

    private int update(String sql, Object... values) {
        return checked(() -> {
            PreparedStatement statement = prepared(sql);
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        });
    }

    /** Begins a transaction that reaches the disk itself if it holds labels. */
    void begin(Durability durability) {
        execute("PRAGMA synchronous = " + durability);
        execute("BEGIN IMMEDIATE");
    }

    /** What a transaction outlives. */
    enum Durability {
        /** The end of the process. */
        NORMAL,
        /** The end of the power. */
        FULL
    }

    void commit() {
        execute("COMMIT");
    }

    /** Gives up what was begun; never fails, because it follows a failure. */
    void rollback() {
        try {
            execute("ROLLBACK");
        } catch (StoreException e) {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    /** Keeps an audited answer; its number, or empty if this row of this request is there already. */
    Optional<Long> audit(Audited audited) {
        int added = update(
                "INSERT OR IGNORE INTO audit (version, id, row, prediction) VALUES (?, ?, ?, ?)",
                audited.version(),
                audited.id(),
                audited.row(),
                audited.prediction());
        return added == 0 ? Optional.empty() : find(audited.id(), audited.row()).map(Entry::seq);
    }

    /** The audited answer to a row of a request. */
    Optional<Entry> find(String id, int row) {
        return checked(() -> {
            try (ResultSet result =
                    query("SELECT seq, version, prediction, label FROM audit WHERE id = ? AND row = ?", id, row)) {
                return result.next() ? Optional.of(entry(result)) : Optional.empty();
            }
        });
    }

    private static Entry entry(ResultSet result) throws SQLException {
        int label = result.getInt(4);
        OptionalInt known = result.wasNull() ? OptionalInt.empty() : OptionalInt.of(label);
        return new Entry(result.getLong(1), result.getString(2), result.getInt(3), known);
    }

    /** The answers of a version after a number, in their order. */
    List<Entry> after(String version, long seq) {
        return checked(() -> {
            List<Entry> entries = new ArrayList<>();
            try (ResultSet result = query(
                    "SELECT seq, version, prediction, label FROM audit WHERE version = ? AND seq > ? ORDER BY seq",
                    version,
                    seq)) {
                while (result.next()) {
                    entries.add(entry(result));
                }
            }
            return entries;
        });
    }

    void label(long seq, int label) {
        update("UPDATE audit SET label = ? WHERE seq = ? AND label IS NULL", label, seq);
    }

    /** Keeps a complaint; false if there is one of this row already. */
    boolean complain(Truth truth) {
        return update("INSERT OR IGNORE INTO complaint VALUES (?, ?, ?)", truth.id(), truth.row(), truth.label()) > 0;
    }

    /** How many complaints there are. */
    long complaints() {
        return checked(() -> {
            try (ResultSet result = query("SELECT count(*) FROM complaint")) {
                return result.next() ? result.getLong(1) : 0L;
            }
        });
    }

    /** The first answers, at most so many, whose label is missing. */
    List<Audited> unlabelled(int most) {
        return checked(() -> {
            List<Audited> audited = new ArrayList<>();
            try (ResultSet result = query(
                    "SELECT version, id, row, prediction FROM audit WHERE label IS NULL ORDER BY seq LIMIT ?", most)) {
                while (result.next()) {
                    audited.add(
                            new Audited(result.getString(1), result.getString(2), result.getInt(3), result.getInt(4)));
                }
            }
            return audited;
        });
    }

    /** The identifier behind a number. */
    Optional<String> name(long seq) {
        return checked(() -> {
            try (ResultSet result = query("SELECT id || '#' || row FROM audit WHERE seq = ?", seq)) {
                return result.next() ? Optional.of(result.getString(1)) : Optional.empty();
            }
        });
    }

    Optional<Progress> progress(String version) {
        return checked(() -> {
            try (ResultSet result = query("SELECT counted, state FROM wealth WHERE version = ?", version)) {
                return result.next()
                        ? Optional.of(new Progress(result.getLong(1), doubles(result.getBytes(2))))
                        : Optional.empty();
            }
        });
    }

    void progress(String version, long counted, double... state) {
        update("INSERT OR REPLACE INTO wealth VALUES (?, ?, ?)", version, counted, bytes(state));
    }

    /** The edges between which a version's scores were spread at first; empty if they are not known yet. */
    Optional<double[]> scores(String version) {
        return checked(() -> {
            try (ResultSet result = query("SELECT edges FROM scores WHERE version = ?", version)) {
                return result.next() ? Optional.of(doubles(result.getBytes(1))) : Optional.empty();
            }
        });
    }

    void scores(String version, double... edges) {
        update("INSERT OR REPLACE INTO scores VALUES (?, ?)", version, bytes(edges));
    }

    /** Lets the file not grow beyond some pages more: a full disk for tests. */
    void limitTo(int pages) {
        checked(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute("PRAGMA max_page_count = " + pages);
            }
        });
    }

    private static byte[] bytes(double... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * numbers.length);
        buffer.asDoubleBuffer().put(numbers);
        return buffer.array();
    }

    private static double[] doubles(byte[] bytes) {
        double[] numbers = new double[bytes.length / 8];
        ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
        return numbers;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // What was committed is kept; nothing else is promised.
        }
    }
}
