package io.demur.io;

import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** What the tests of the readers share. */
public final class Numbers {
    /** The values of the golden arrays, as make.py has them: 5 rows of 3. */
    public static final double[][] GOLDEN = golden(5);

    private Numbers() {}

    private static double[][] golden(int rows) {
        double[][] values = new double[rows][3];
        for (int i = 0; i < rows * 3; i++) {
            values[i / 3][i % 3] = 0.25 * ((7 * i) % 23) - 2;
        }
        return values;
    }

    /** A file that numpy wrote. */
    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Numbers.class.getResource("/numpy/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All rows of a source whose number of rows is known to be small. */
    public static double[][] read(Logits logits, int capacity) {
        double[][] rows = new double[1 << 16][];
        int count = 0;
        LogitTile tile = new LogitTile(logits.classes(), capacity);
        Logits.Pass pass = logits.pass();
        while (pass.next(tile)) {
            for (int r = 0; r < tile.rows(); r++) {
                rows[(int) tile.firstRow() + r] = row(tile, r);
                count++;
            }
        }
        return java.util.Arrays.copyOf(rows, count);
    }

    /** One row of a tile. */
    public static double[] row(LogitTile tile, int r) {
        double[] row = new double[tile.classes()];
        for (int k = 0; k < row.length; k++) {
            row[k] = tile.value(r, k);
        }
        return row;
    }
}
