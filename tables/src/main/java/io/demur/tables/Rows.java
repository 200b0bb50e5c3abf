package io.demur.tables;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The rows of a query, as they come. Columns count from 1, as in JDBC. Belongs to one thread at a time. */
final class Rows implements AutoCloseable {
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

    /** As {@link #number}, of type FLOAT. */
    float single(int column) {
        try {
            return results.getFloat(column);
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

    /** The elements of a list, null among them; empty for a list that is null. */
    Optional<Object[]> list(int column) {
        try {
            Array list = results.getArray(column);
            return list == null ? Optional.empty() : Optional.of((Object[]) list.getArray());
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
