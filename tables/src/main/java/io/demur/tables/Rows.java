package io.demur.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The rows of a query, as they come. Columns count from 1, as in JDBC. Belongs to one thread at a time. */
final class Rows implements AutoCloseable {
    /** That no number was null. */
    private static final int NONE = -1;

    private final Database database;
    private final Connection connection;
    private final ResultSet results;

    Rows(Database database, Connection connection, ResultSet results) {
        this.database = database;
        this.connection = connection;
        this.results = results;
    }

    boolean next() {
        try {
            return results.next();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    Optional<String> text(int column) {
        try {
            return Optional.ofNullable(results.getString(column));
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    long whole(int column) {
        try {
            return results.getLong(column);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** A number of type DOUBLE; 0 where it is null, which {@link #wasNull} tells. */
    double number(int column) {
        try {
            return results.getDouble(column);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * Reads numbers of type DOUBLE, or FLOAT, that stand in columns side by side.
     *
     * @return the position of the first that is null; -1 if none is
     */
    int numbersBeside(int first, boolean single, double[] target) {
        try {
            for (int k = 0; k < target.length; k++) {
                target[k] = single ? results.getFloat(first + k) : results.getDouble(first + k);
                if (results.wasNull()) {
                    return k;
                }
            }
            return NONE;
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /**
     * Reads numbers of type DOUBLE, or FLOAT, that stand in one column from this row on down; the rows then stand at the
     * last of them.
     *
     * @return the position of the first that is null; -1 if none is
     */
    int numbersBelow(int column, boolean single, double[] target) {
        try {
            for (int k = 0; k < target.length; k++) {
                if (k > 0) {
                    results.next();
                }
                target[k] = single ? results.getFloat(column) : results.getDouble(column);
                if (results.wasNull()) {
                    return k;
                }
            }
            return NONE;
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Whether the value last read was null. */
    boolean wasNull() {
        try {
            return results.wasNull();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    @Override
    public void close() {
        try {
            results.close();
            connection.close();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
