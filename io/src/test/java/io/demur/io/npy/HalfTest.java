package io.demur.io.npy;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.Numbers;
import org.junit.jupiter.api.Test;

class HalfTest {
    @Test
    void everyHalfIsExact() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            int exponent = bits >> 10;
            double fraction = (bits & 0x3ff) / 1024.0;
            double value = exponent == 0 ? fraction * 0x1p-14 : (1 + fraction) * Math.pow(2, exponent - 15);
            assertThat((double) Half.toFloat((short) bits)).as("bits %x", bits).isEqualTo(value);
            assertThat((double) Half.toFloat((short) (bits | 0x8000))).isEqualTo(-value);
        }
    }

    @Test
    void infinitiesAndNans() {
        assertThat(Half.toFloat((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Half.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Half.toFloat((short) 0x7e01)).isNaN();
    }

    @Test
    void agreesWithNumpyBitForBit() {
        // half_bits.npy: sum of the float32 bits of each 1024 halves, modulo 2^32. numpy makes signalling NaNs quiet.
        long[] expected = Npy.readLongs(Numbers.file("half_bits.npy"));
        for (int block = 0; block < 64; block++) {
            if ((block & 31) == 31) {
                continue; // infinity and the NaNs
            }
            long sum = 0;
            for (int i = 0; i < 1024; i++) {
                sum += Integer.toUnsignedLong(Float.floatToRawIntBits(Half.toFloat((short) (block * 1024 + i))));
            }
            assertThat(sum & 0xffffffffL).as("block %d", block).isEqualTo(expected[block]);
        }
    }
}
