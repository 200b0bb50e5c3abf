package io.demur.io.npy;

import io.demur.logits.InputException;
import java.util.Arrays;

/** The element types that can be read: numpy's code, its long name, its size in bytes. */
enum NpyType {
    F2("f2", "float16"),
    F4("f4", "float32"),
    F8("f8", "float64"),
    I1("i1", "int8"),
    I2("i2", "int16"),
    I4("i4", "int32"),
    I8("i8", "int64"),
    U1("u1", "uint8"),
    U2("u2", "uint16"),
    U4("u4", "uint32"),
    U8("u8", "uint64"),
    B1("b1", "bool");

    private static final String AS_NUMBERS = "save numbers: .astype('float32') for logits, .astype('int64') for labels";

    private final String code;
    private final String longName;

    NpyType(String code, String longName) {
        this.code = code;
        this.longName = longName;
    }

    /** Code without the byte order, for example {@code f4}. */
    String code() {
        return code;
    }

    /** Name as {@code numpy.dtype.name} has it. */
    String longName() {
        return longName;
    }

    /** Bytes of one element. */
    int size() {
        return code.charAt(1) - '0';
    }

    boolean floating() {
        return code.charAt(0) == 'f';
    }

    /**
     * The type of this code.
     *
     * @throws InputException saying what another type is and what to save instead
     */
    static NpyType parse(String file, String code) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new InputException(file, "holds " + describe(code), AS_NUMBERS));
    }

    private static String describe(String code) {
        if (code.equals("f16") || code.equals("f12")) {
            return "long doubles (" + code + "), whose layout depends on the machine";
        }
        return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
            case 'O' -> "Python objects, not numbers";
            case 'c' -> "complex numbers (" + code + ")";
            case 'U', 'S', 'a' -> "strings (" + code + "), not numbers";
            case 'V' -> "raw bytes (" + code + "), perhaps bfloat16 or a record";
            case 'M', 'm' -> "dates or times (" + code + "), not numbers";
            default -> "elements of the unknown type \"" + code + "\"";
        };
    }
}
