package io.demur.io;

import java.util.List;
import java.util.Optional;

/**
 * What a table of decisions says besides them.
 *
 * @param selector digest of the selector that decided
 * @param classNames in the order of the classes; empty if they have none
 * @param idType type of the column of ids, as {@link TextValues#type()} gives it; empty for none
 */
public record DecisionForm(String selector, List<String> classNames, Optional<String> idType) {
    /** Copies the list. */
    public DecisionForm {
        classNames = List.copyOf(classNames);
    }
}
