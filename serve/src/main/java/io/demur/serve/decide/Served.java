package io.demur.serve.decide;

import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.select.Selector;
import java.nio.file.Path;

/**
 * One version of one selector, ready to decide.
 *
 * @param name by which requests ask for it: the selector's own
 * @param version the first twelve digits of the digest of its content
 * @param file it was read from
 * @param selector itself
 * @param workbench decides with it
 */
public record Served(String name, String version, Path file, Selector selector, Workbench workbench) {
    private static final int DIGITS = 12;

    /**
     * Reads a file and checks its digest and golden rows.
     *
     * @throws io.demur.logits.InputException if it is no sound selector
     */
    public static Served read(Path file) {
        Selector selector = SelectorJson.read(file);
        String digest = Json.digest(SelectorJson.of(selector));
        String hex = digest.substring(digest.indexOf(':') + 1);
        return new Served(selector.name(), hex.substring(0, DIGITS), file, selector, new Workbench(selector));
    }
}
