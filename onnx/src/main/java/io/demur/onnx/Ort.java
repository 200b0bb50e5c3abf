package io.demur.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.demur.logits.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The door to ONNX Runtime: sessions, and its failures as one line each. It stays silent on the error stream. */
final class Ort {
    private static final int LONGEST_REASON = 450;
    /** What stands before the reason: the code, the file, a line of its source, a function. */
    private static final List<Pattern> NOISE = List.of(
            Pattern.compile("^Error code - \\w+ - message: "),
            Pattern.compile("^Load model from .*? failed: ?"),
            Pattern.compile("\\S*/\\S+\\.(cc|h):\\d+ ?"),
            Pattern.compile("^[\\w:<>& ]*onnxruntime::[^(]*\\([^)]*\\) "));

    private Ort() {}

    static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        } catch (LinkageError e) {
            throw new InputException("ONNX Runtime", "cannot be loaded on this system: " + e.getMessage(), e);
        }
    }

    static OrtSession open(Path file, int threads) {
        try (OrtSession.SessionOptions options = options(threads)) {
            return environment().createSession(file.toString(), options);
        } catch (OrtException e) {
            throw unusable(file.toString(), e);
        }
    }

    /** A session of a model in memory, to be closed by who asked. */
    static OrtSession open(String name, byte[] model) {
        try (OrtSession.SessionOptions options = options(1)) {
            return environment().createSession(model, options);
        } catch (OrtException e) {
            throw unusable(name, e);
        }
    }

    /**
     * What a model gives.
     *
     * @param folder where its weights lie that are not in the file
     * @throws InputException if it cannot be loaded
     */
    static List<ModelInfo.Port> outputs(String name, byte[] model, Path folder) {
        try (OrtSession.SessionOptions options = options(1)) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
            try (OrtSession session = environment().createSession(model, options)) {
                return ports(session.getOutputInfo().values());
            }
        } catch (OrtException e) {
            throw unusable(name, e);
        }
    }

    /** Refuses a model that cannot be loaded. */
    static void check(String name, byte[] model) {
        try (OrtSession.SessionOptions options = options(1);
                OrtSession session = environment().createSession(model, options)) {
            if (session.getNumOutputs() == 0) {
                throw new IllegalStateException(name + " has no output");
            }
        } catch (OrtException e) {
            throw unusable(name, e);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        environment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    private static InputException unusable(String name, OrtException cause) {
        return new InputException(name, "is no model that ONNX Runtime can run: " + reason(cause), cause);
    }

    /** The first line of what it says, without the names of its own sources and functions. */
    static String reason(OrtException cause) {
        String message = String.valueOf(cause.getMessage());
        String line = message.lines().findFirst().orElse("");
        for (Pattern noise : NOISE) {
            line = noise.matcher(line).replaceFirst("");
        }
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + " ..." : line.strip();
    }

    static List<ModelInfo.Port> ports(Collection<NodeInfo> nodes) {
        return nodes.stream().map(Ort::port).toList();
    }

    private static ModelInfo.Port port(NodeInfo node) {
        if (node.getInfo() instanceof TensorInfo tensor) {
            List<Long> shape = Arrays.stream(tensor.getShape()).boxed().toList();
            return new ModelInfo.Port(node.getName(), type(tensor.type), shape);
        }
        return new ModelInfo.Port(node.getName(), node.getInfo().getClass().getSimpleName(), List.of());
    }

    private static String type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
