package io.demur.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.io.json.Fields;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Layers as JSON: {@code kind}, and the components of the record by their names, so that a new layer is read and written
 * without another word here.
 */
final class LayerJson {
    private static final String KIND = "kind";

    private LayerJson() {}

    static ObjectNode of(Layer layer) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(KIND, layer.kind().code());
        putComponents((Record) layer, node);
        return node;
    }

    private static void putComponents(Record source, ObjectNode node) {
        for (RecordComponent component : source.getClass().getRecordComponents()) {
            Object value =
                    Objects.requireNonNull(invoke(() -> component.getAccessor().invoke(source)));
            String name = component.getName();
            if (value instanceof Integer number) {
                node.put(name, number);
            } else if (value instanceof Double number) {
                node.put(name, number);
            } else if (value instanceof Enum<?> constant) {
                node.put(name, constant.name().toLowerCase(Locale.ROOT));
            } else if (value instanceof Layer layer) {
                node.set(name, of(layer));
            } else if (value instanceof Record record) {
                putComponents(record, node.putObject(name));
            } else if (value instanceof List<?> layers) {
                ArrayNode items = node.putArray(name);
                layers.forEach(layer -> items.add(of((Layer) layer)));
            }
        }
    }

    static Layer read(Fields fields) {
        Layer.Kind kind = fields.constant(KIND, Layer.Kind.class);
        Layer layer = fields.checked(KIND, () -> readRecord(fields, kind.type()));
        List<String> names = new ArrayList<>(List.of(KIND));
        names.addAll(componentNames(kind.type()));
        fields.only(names.toArray(String[]::new));
        return layer;
    }

    private static List<String> componentNames(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static <T> T readRecord(Fields fields, Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> readComponent(fields, component))
                .toArray();
        return type.cast(invoke(() -> type.getDeclaredConstructor(types).newInstance(values)));
    }

    private static Object readComponent(Fields fields, RecordComponent component) {
        String name = component.getName();
        Class<?> type = component.getType();
        if (type == int.class) {
            return fields.small(name);
        } else if (type == double.class) {
            return fields.number(name);
        } else if (type == ImageLayer.Conv2d.Bias.class) {
            return fields.constant(name, ImageLayer.Conv2d.Bias.class);
        } else if (type == Layer.class) {
            return read(fields.object(name));
        } else if (type == Window.class) {
            Fields window = fields.object(name);
            window.only(componentNames(Window.class).toArray(String[]::new));
            return readRecord(window, Window.class);
        }
        return fields.objects(name).stream().map(LayerJson::read).toList();
    }

    /** What a record throws is passed on; records of this package can always be reached. */
    private static Object invoke(Reflection call) {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A call by reflection. */
    @FunctionalInterface
    private interface Reflection {
        Object run() throws ReflectiveOperationException;
    }
}
