package io.demur.train.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The versions of what a run is computed with. */
final class Versions {
    private Versions() {}

    static ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        Properties built = built();
        for (String name : new String[] {"demur", "djl", "pytorch", "onnxruntime", "tribuo"}) {
            node.put(name, built.getProperty(name, "unknown"));
        }
        return node.put("java", System.getProperty("java.runtime.version"));
    }

    /** Maven writes them into this file when it builds. */
    private static Properties built() {
        Properties properties = new Properties();
        try (@Nullable InputStream stream = Versions.class.getResourceAsStream("versions.properties")) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
