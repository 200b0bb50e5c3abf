package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts come back as they were, in fewer bytes where most are small. */
class SqueezedTest {
    private static byte[] bytes(int length, int below) {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(below);
        }
        return bytes;
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 2, 100, 100_000, 1_000_000})
    void comesBack(int length) {
        for (int below : new int[] {1, 4, 256}) {
            byte[] bytes = bytes(length, below);
            assertThat(Squeezed.undo(Squeezed.of(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void smallNumbersTakeFewBits() {
        assertThat(Squeezed.of(bytes(100_000, 4)).length)
                .as("two bits, one of four with a third")
                .isLessThan(28_400);
        assertThat(Squeezed.of(bytes(100_000, 256)).length).isLessThan(100_500);
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] squeezed = Squeezed.of(bytes(1000, 256));
        assertThatThrownBy(() -> Squeezed.undo(Arrays.copyOf(squeezed, squeezed.length / 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("counts end after \\d+ of 1000 bytes");
    }
}
