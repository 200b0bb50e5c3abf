package io.demur.inputs.read;

/** What becomes of a text without anything but white space. */
public enum EmptyTexts {
    /** It is an error. */
    REFUSE,
    /** It is a row like any other. */
    KEEP
}
