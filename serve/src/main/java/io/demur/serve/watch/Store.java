package io.demur.serve.watch;

import io.demur.logits.InputException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The monitor's memory in one SQLite file: audited answers in the order in which they were decided, labels, complaints,
 * and the state of every test. Belongs to one thread; what stands between {@link #begin} and {@link #commit} is kept
 * as a whole or not at all, through a kill of the process, and where labels are among it through a loss of power too.
 */
final class Store implements AutoCloseable {
    private static final int FORM = 2;
    private static final String SETTINGS =
            "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL)";
    private static final String[] TABLES = {
        "CREATE TABLE IF NOT EXISTS audit (seq INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL,"
                + " id TEXT NOT NULL, row INTEGER NOT NULL, prediction INTEGER NOT NULL,"
                + " classes INTEGER NOT NULL, label INTEGER, UNIQUE (id, row))",
        "CREATE INDEX IF NOT EXISTS audit_order ON audit (version, seq)",
        "CREATE INDEX IF NOT EXISTS audit_missing ON audit (seq) WHERE label IS NULL",
        "CREATE TABLE IF NOT EXISTS complaint (id TEXT NOT NULL, row INTEGER NOT NULL, label INTEGER NOT NULL,"
                + " PRIMARY KEY (id, row)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS test (version TEXT NOT NULL, risk REAL NOT NULL, confidence REAL NOT NULL,"
                + " counted INTEGER NOT NULL, state BLOB NOT NULL, told INTEGER NOT NULL DEFAULT 0,"
                + " PRIMARY KEY (version, risk, confidence)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS scores (version TEXT PRIMARY KEY, edges BLOB NOT NULL)",
    };

    private static final String ENTRIES = "SELECT seq, version, prediction, classes, label FROM audit WHERE ";
    private static final String OF_TEST = " WHERE version = ? AND risk = ? AND confidence = ?";

    private final Sql sql;

    private Store(Sql sql) {
        this.sql = sql;
    }

    /** A row of the audit sample that a label can meet. */
    record Entry(long seq, String version, int prediction, int classes, OptionalInt label) {}

    /** One test: of a version, of the claim that its risk is at most so much, at a confidence. */
    record Test(String version, double risk, double confidence) {}

    /** How far a test has come. */
    static final class Progress {
        private final long counted;
        private final boolean told;
        private final double[] state;

        Progress(long counted, boolean told, double... state) {
            this.counted = counted;
            this.told = told;
            this.state = state;
        }

        /** The last answer that has counted. */
        long counted() {
            return counted;
        }

        /** Whether its alarm has reached whom it is for. */
        boolean told() {
            return told;
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
            Sql sql = new Sql(DriverManager.getConnection("jdbc:sqlite:" + file));
            sql.execute("PRAGMA locking_mode = EXCLUSIVE");
            sql.execute("PRAGMA journal_mode = WAL");
            sql.execute("PRAGMA synchronous = NORMAL");
            sql.execute(SETTINGS);
            Store store = new Store(sql);
            long form = store.setting("form", FORM);
            if (form != FORM) {
                store.close();
                throw new InputException(
                        file.toString(),
                        "is of form " + form + ", this demur knows " + FORM,
                        "begin anew with another file");
            }
            for (String table : TABLES) {
                sql.execute(table);
            }
            return store;
        } catch (SQLException | StoreException e) {
            String line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InputException(file.toString(), "cannot hold the monitor's state: " + line, e);
        }
    }

    /** A number that is fixed the first time it is asked for. */
    long setting(String name, long first) {
        sql.update("INSERT OR IGNORE INTO setting VALUES (?, ?)", name, first);
        return sql.first(row -> row.getLong(1), "SELECT value FROM setting WHERE name = ?", name)
                .orElse(first);
    }

    /** Begins a transaction that reaches the disk itself if it holds labels. */
    void begin(Durability durability) {
        sql.execute("PRAGMA synchronous = " + durability);
        sql.execute("BEGIN IMMEDIATE");
    }

    /** What a transaction outlives. */
    enum Durability {
        /** The end of the process. */
        NORMAL,
        /** The end of the power. */
        FULL
    }

    void commit() {
        sql.execute("COMMIT");
    }

    /** Gives up what was begun; never fails, because it follows a failure. */
    void rollback() {
        try {
            sql.execute("ROLLBACK");
        } catch (StoreException e) {
            // SQLite has rolled back by itself, as it does when the disk is full.
        }
    }

    /** Keeps an audited answer; its number, or empty if this row of this request is there already. */
    Optional<Long> audit(Audited audited) {
        int added = sql.update(
                "INSERT OR IGNORE INTO audit (version, id, row, prediction, classes) VALUES (?, ?, ?, ?, ?)",
                audited.version(),
                audited.id(),
                audited.row(),
                audited.prediction(),
                audited.classes());
        return added == 0 ? Optional.empty() : find(audited.id(), audited.row()).map(Entry::seq);
    }

    /** The audited answer to a row of a request. */
    Optional<Entry> find(String id, int row) {
        return sql.first(Store::entry, ENTRIES + "id = ? AND row = ?", id, row);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int label = row.getInt(5);
        OptionalInt known = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(label);
        return new Entry(row.getLong(1), row.getString(2), row.getInt(3), row.getInt(4), known);
    }

    /** The answers of a version after a number, in their order. */
    List<Entry> after(String version, long seq) {
        return sql.all(Store::entry, ENTRIES + "version = ? AND seq > ? ORDER BY seq", version, seq);
    }

    /** The number of a version's last audited answer; 0 if there is none. */
    long last(String version) {
        return sql.first(row -> row.getLong(1), "SELECT max(seq) FROM audit WHERE version = ?", version)
                .orElse(0L);
    }

    void label(long seq, int label) {
        sql.update("UPDATE audit SET label = ? WHERE seq = ? AND label IS NULL", label, seq);
    }

    /** Keeps a complaint; false if there is one of this row already. */
    boolean complain(Truth truth) {
        return sql.update("INSERT OR IGNORE INTO complaint VALUES (?, ?, ?)", truth.id(), truth.row(), truth.label())
                > 0;
    }

    /** How many complaints there are. */
    long complaints() {
        return sql.first(row -> row.getLong(1), "SELECT count(*) FROM complaint")
                .orElse(0L);
    }

    /** The first answers, at most so many, whose label is missing. */
    List<Audited> unlabelled(int most) {
        return sql.all(
                row -> new Audited(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5)),
                "SELECT version, id, row, prediction, classes FROM audit WHERE label IS NULL ORDER BY seq LIMIT ?",
                most);
    }

    /** The identifier behind a number. */
    Optional<String> name(long seq) {
        return sql.first(row -> row.getString(1), "SELECT id || '#' || row FROM audit WHERE seq = ?", seq);
    }

    Optional<Progress> progress(Test test) {
        return sql.first(
                row -> new Progress(row.getLong(1), row.getInt(2) != 0, doubles(row.getBytes(3))),
                "SELECT counted, told, state FROM test" + OF_TEST,
                test.version,
                test.risk,
                test.confidence);
    }

    /** Keeps how far a test has come; whether its alarm was told stays as it is. */
    void progress(Test test, long counted, double... state) {
        sql.update(
                "INSERT INTO test (version, risk, confidence, counted, state) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO UPDATE SET counted = excluded.counted, state = excluded.state",
                test.version,
                test.risk,
                test.confidence,
                counted,
                bytes(state));
    }

    /** The alarm of a test has reached whom it is for. */
    void told(Test test) {
        sql.update("UPDATE test SET told = 1" + OF_TEST, test.version, test.risk, test.confidence);
    }

    /** The edges between which a version's scores were spread at first; empty if they are not known yet. */
    Optional<double[]> scores(String version) {
        return sql.first(row -> doubles(row.getBytes(1)), "SELECT edges FROM scores WHERE version = ?", version);
    }

    void scores(String version, double... edges) {
        sql.update("INSERT OR REPLACE INTO scores VALUES (?, ?)", version, bytes(edges));
    }

    /** Lets the file not grow beyond some pages: a full disk for tests. */
    void limitTo(int pages) {
        sql.execute("PRAGMA max_page_count = " + pages);
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
        sql.close();
    }
}
