package io.demur.io.npy;

/** IEEE 754 binary16, which Java 17 does not know. */
public final class Half {
    private static final int EXPONENT = 0x7c00;
    private static final int MAGNITUDE = 0x7fff;
    /** The two exponent biases, 127 and 15, differ by 112. */
    private static final float BIAS = 0x1p112f;

    private Half() {}

    /** The float of the same value: exact for every half, a NaN keeps its payload. */
    public static float toFloat(short half) {
        int magnitude = half & MAGNITUDE;
        int bits = magnitude >= EXPONENT
                ? magnitude << 13 | 0x7f800000
                : Float.floatToRawIntBits(Float.intBitsToFloat(magnitude << 13) * BIAS);
        return Float.intBitsToFloat(bits | (half & ~MAGNITUDE) << 16);
    }
}
