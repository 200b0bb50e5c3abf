package io.demur.serve.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Identifiers of requests: 1 to 128 characters, none of them a control character. */
public final class Ids {
    private static final int LONGEST = 128;

    private Ids() {}

    /**
     * The identifier a request brings along, if any.
     *
     * @throws Refusal with status 400 if it cannot be one
     */
    public static Optional<String> check(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            return Optional.empty();
        }
        if (id.length() > LONGEST || id.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal(400, "id: must have at most " + LONGEST + " characters and no control characters");
        }
        return Optional.of(id);
    }
}
