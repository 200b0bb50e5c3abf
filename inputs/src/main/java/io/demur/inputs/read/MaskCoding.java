package io.demur.inputs.read;

import io.demur.inputs.IndexMask;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What the values of a mask mean. Values do not change. */
public final class MaskCoding {
    /** How many classes Cityscapes has. */
    public static final int CITYSCAPES_CLASSES = 19;

    private static final int VALUES = 256;
    private static final short UNKNOWN = -1;

    /** The identifiers of Cityscapes that count, in the order of its 19 classes. */
    private static final List<Integer> CITYSCAPES =
            List.of(7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33);

    private static final int CITYSCAPES_IDENTIFIERS = 34;

    private final short[] meaning;

    private MaskCoding(short[] meaning) {
        this.meaning = meaning;
    }

    /**
     * The value of a pixel is its class.
     *
     * @param classes how many there are, at most 255
     * @param none the value of pixels without a class, if there are any; not a class
     */
    public static MaskCoding classes(int classes, OptionalInt none) {
        if (classes < 2 || classes >= VALUES) {
            throw new IllegalArgumentException("there must be from 2 to 255 classes, not " + classes);
        }
        none.ifPresent(value -> {
            if (value < classes || value >= VALUES) {
                throw new IllegalArgumentException("void must be from " + classes + " to 255, not " + value);
            }
        });
        short[] meaning = filled(UNKNOWN);
        IntStream.range(0, classes).forEach(k -> meaning[k] = (short) k);
        none.ifPresent(value -> meaning[value] = IndexMask.VOID);
        return new MaskCoding(meaning);
    }

    /** The files {@code labelIds} of Cityscapes: of 34 identifiers 19 are classes, the others have none. */
    public static MaskCoding cityscapes() {
        short[] meaning = filled(UNKNOWN);
        Arrays.fill(meaning, 0, CITYSCAPES_IDENTIFIERS, (short) IndexMask.VOID);
        meaning[VALUES - 1] = IndexMask.VOID;
        for (int k = 0; k < CITYSCAPES.size(); k++) {
            meaning[CITYSCAPES.get(k)] = (short) k;
        }
        return new MaskCoding(meaning);
    }

    private static short[] filled(short value) {
        short[] meaning = new short[VALUES];
        Arrays.fill(meaning, value);
        return meaning;
    }

    /** The class of a value, {@link IndexMask#VOID} for none; empty if the value means nothing. */
    OptionalInt meaning(int value) {
        return value < 0 || value >= VALUES || meaning[value] == UNKNOWN
                ? OptionalInt.empty()
                : OptionalInt.of(meaning[value]);
    }
}
