package io.demur.io;

/**
 * A command of a heavier room; found with {@link java.util.ServiceLoader} when the room's jar is on the class path.
 */
public interface CommandProvider {
    /** The name by which the command is called. */
    String name();

    /** A new command object, annotated for the command line library of the command line room. */
    Object command();
}
