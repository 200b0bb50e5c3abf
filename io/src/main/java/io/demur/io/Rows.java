package io.demur.io;

import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.util.Arrays;

/** Small tables as one array. */
final class Rows {
    private Rows() {}

    /** All values, row after row. */
    static double[] all(Logits table) {
        LogitTile tile = new LogitTile(table.classes());
        Logits.Pass pass = table.pass();
        double[] values = new double[table.classes()];
        int count = 0;
        while (pass.next(tile)) {
            for (int r = 0; r < tile.rows(); r++) {
                for (int k = 0; k < table.classes(); k++) {
                    if (count == values.length) {
                        values = Arrays.copyOf(values, Math.multiplyExact(count, 2));
                    }
                    values[count++] = tile.value(r, k);
                }
            }
        }
        return Arrays.copyOf(values, count);
    }
}
