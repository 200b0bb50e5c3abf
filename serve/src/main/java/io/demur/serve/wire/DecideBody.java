package io.demur.serve.wire;

import io.demur.serve.decide.DoubleRows;
import io.demur.serve.decide.Rows;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /decide}: an object with {@code logits} or {@code features}, a row or a list of rows, and
 * optionally {@code id}, {@code selector}, {@code version} and {@code groups}.
 *
 * @param id of the request, by which labels name it later
 * @param selector asked for by name
 * @param version of it
 * @param kind what the rows hold
 * @param rows at least one
 * @param groups the group of every row, or none
 */
public record DecideBody(
        Optional<String> id,
        Optional<String> selector,
        Optional<String> version,
        Kind kind,
        Rows rows,
        List<String> groups) {

    /** What rows hold. */
    public enum Kind {
        /** The outputs of a model. */
        LOGITS,
        /** What a model takes. */
        FEATURES
    }

    /** Copies the groups. */
    public DecideBody {
        groups = List.copyOf(groups);
    }

    /** What is known before the end. */
    private static final class Draft {
        private @Nullable String id;
        private @Nullable String selector;
        private @Nullable String version;
        private @Nullable Kind kind;
        private @Nullable DoubleRows rows;
        private List<String> groups = List.of();
    }

    /**
     * Reads a body.
     *
     * @throws Refusal with status 400 if it is anything else
     */
    public static DecideBody read(byte[] body) {
        return JsonInput.read(body, 0, body.length, in -> {
            Draft draft = new Draft();
            in.object(name -> {
                switch (name) {
                    case "id" -> draft.id = in.textOrWhole();
                    case "selector" -> draft.selector = in.text();
                    case "version" -> draft.version = in.text();
                    case "groups" -> draft.groups = in.texts();
                    case "logits", "features" -> {
                        if (draft.rows != null) {
                            throw in.problem("logits and features exclude each other");
                        }
                        draft.kind = name.equals("logits") ? Kind.LOGITS : Kind.FEATURES;
                        draft.rows = Numbers.rows(in);
                    }
                    default ->
                        throw in.problem("field \"" + name
                                + "\" is not known; there are logits, features, groups, id, selector and version");
                }
            });
            if (draft.rows == null || draft.kind == null) {
                throw new Refusal(400, "body: holds neither logits nor features");
            }
            return new DecideBody(
                    Ids.check(draft.id),
                    Optional.ofNullable(draft.selector),
                    Optional.ofNullable(draft.version),
                    draft.kind,
                    draft.rows,
                    draft.groups);
        });
    }
}
