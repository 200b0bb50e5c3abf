package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogitTileTest {

    @ParameterizedTest(name = "{0} classes: {1} rows")
    @CsvSource({"2, 4096", "19, 4096", "64, 2048", "151, 832", "1000, 128", "21843, 64"})
    void capacitySuitsTheCaches(int classes, int rows) {
        assertThat(new LogitTile(classes).capacity()).isEqualTo(rows);
    }

    @Test
    void holdsRowsClassMajor() {
        LogitTile tile = new LogitTile(3, 4);
        tile.hold(70, 2);
        tile.putRow(0, new double[] {1, 2, 3}, 0);
        tile.putRow(1, new double[] {9, 9, 4, 5, 6}, 2);
        assertThat(tile.firstRow()).isEqualTo(70);
        assertThat(tile.rows()).isEqualTo(2);
        assertThat(tile.value(1, 2)).isEqualTo(6);
        assertThat(tile.values()[2][1]).isEqualTo(6);
        assertThat(tile.values()[1][0]).isEqualTo(2);
        assertThat(tile.values()).hasDimensions(3, tile.values()[0].length);
    }

    @Test
    void refusesWhatDoesNotFit() {
        LogitTile tile = new LogitTile(3, 4);
        assertThatThrownBy(() -> tile.hold(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("5 rows do not fit a tile of 4");
        assertThatThrownBy(() -> tile.hold(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LogitTile(0, 4)).hasMessage("a tile needs a class and a row, not 0 x 4");
        assertThatThrownBy(() -> new LogitTile(3, 0)).hasMessage("a tile needs a class and a row, not 3 x 0");
    }

    @Test
    void keepsOneLittleEndianBufferThatGrows() {
        LogitTile tile = new LogitTile(2, 1);
        ByteBuffer small = tile.scratch(10);
        small.putInt(0x01020304);
        assertThat(small.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(tile.scratch(4)).isSameAs(small);
        assertThat(tile.scratch(4).position()).isZero();
        assertThat(tile.scratch(5000).capacity()).isGreaterThanOrEqualTo(5000);
    }
}
