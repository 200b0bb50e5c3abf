package io.demur.serve.wire;

import io.demur.inputs.RawTexts;
import io.demur.serve.decide.Given;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /decide}: an object with one of
 *
 * <ul>
 *   <li>{@code logits}, a row or a list of rows of numbers;
 *   <li>{@code features}, the same, or an object of named cells or a list of such;
 *   <li>{@code text}, a text or a list of texts;
 * </ul>
 *
 * and optionally {@code id}, {@code selector}, {@code version} and {@code groups}.
 *
 * @param id of the request, by which labels name it later
 * @param selector asked for by name
 * @param version of it
 * @param given at least one row
 * @param groups the group of every row, or none
 */
public record DecideBody(
        Optional<String> id, Optional<String> selector, Optional<String> version, Given given, List<String> groups) {

    /** Copies the groups. */
    public DecideBody {
        groups = List.copyOf(groups);
    }

    /** What is known before the end. */
    private static final class Draft {
        private @Nullable String id;
        private @Nullable String selector;
        private @Nullable String version;
        private @Nullable Given given;
        private List<String> groups = List.of();

        void field(JsonInput in, String name) throws IOException {
            switch (name) {
                case "id" -> id = in.textOrWhole();
                case "selector" -> selector = in.text();
                case "version" -> version = in.text();
                case "groups" -> groups = in.texts();
                case "logits", "features", "text" -> {
                    if (given != null) {
                        throw in.problem("logits, features and text exclude each other");
                    }
                    given = given(in, name);
                }
                default ->
                    throw in.problem("field \"" + name
                            + "\" is not known; there are logits, features, text, groups, id, selector and version");
            }
        }

        DecideBody whole() {
            if (given == null) {
                throw new Refusal(400, "body: holds neither logits, features nor text");
            }
            return new DecideBody(
                    Ids.check(id), Optional.ofNullable(selector), Optional.ofNullable(version), given, groups);
        }
    }

    /**
     * Reads a body.
     *
     * @throws Refusal with status 400 if it is anything else
     */
    public static DecideBody read(byte[] body) {
        return JsonInput.read(body, 0, body.length, in -> {
            Draft draft = new Draft();
            in.object(name -> draft.field(in, name));
            return draft.whole();
        });
    }

    private static Given given(JsonInput in, String name) throws IOException {
        return switch (name) {
            case "logits" -> {
                RowList rows = new RowList();
                in.list(() -> rows.take(in));
                yield new Given.Logits(rows.rows(in));
            }
            case "features" -> features(in);
            default -> new Given.Raw(texts(in));
        };
    }

    private static Given features(JsonInput in) throws IOException {
        CellRows cells = new CellRows();
        RowList numbers = new RowList();
        if (in.isObject()) {
            cells.take(in);
        } else {
            in.list(() -> {
                if (in.isObject()) {
                    cells.take(in);
                } else {
                    numbers.take(in);
                }
            });
        }
        if (cells.isEmpty()) {
            return new Given.Numbers(numbers.rows(in));
        }
        if (!numbers.isEmpty()) {
            throw in.problem("objects and numbers are mixed");
        }
        return new Given.Raw(cells.table());
    }

    private static RawTexts texts(JsonInput in) throws IOException {
        if (in.isText()) {
            return RawTexts.of(in.text());
        }
        List<String> texts = in.texts();
        if (texts.isEmpty()) {
            throw in.problem("there are no texts");
        }
        return RawTexts.of(texts, row -> "text " + row);
    }
}
