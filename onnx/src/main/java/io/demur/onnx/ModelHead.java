package io.demur.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands in a model file beside its graph, which is skipped: a file that is no ONNX file, or not all of one, shows
 * here. The metadata are read here and not through JNI, whose strings cannot hold every character.
 *
 * @param producer who wrote it
 * @param opset the version of the standard operators; 0 if the file does not say
 * @param metadata texts by key
 */
record ModelHead(String producer, long opset, Map<String, String> metadata) {
    private static final int OPSET = tag(ModelProto.OPSET_IMPORT_FIELD_NUMBER);
    private static final int PRODUCER = tag(ModelProto.PRODUCER_NAME_FIELD_NUMBER);
    private static final int METADATA = tag(ModelProto.METADATA_PROPS_FIELD_NUMBER);
    private static final int GRAPH = tag(ModelProto.GRAPH_FIELD_NUMBER);

    private static int tag(int field) {
        return field << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    /** Whether anything says that we wrote it: damage to one mark leaves the others. */
    boolean isOurs() {
        return producer.equals(ModelKeys.PRODUCER)
                || metadata.keySet().stream().anyMatch(key -> key.startsWith(ModelKeys.PRODUCER));
    }

    /** Whether a set is that of the standard operators, whose domain has two names. */
    static boolean isStandard(OperatorSetIdProto set) {
        return set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx");
    }

    /**
     * The same of a file that was checked: one of ours must be as it was written.
     *
     * @throws InputException if it was changed, or the weights that it keeps in other files were
     */
    static ModelHead sound(Path file) {
        ModelHead head = read(file);
        if (head.isOurs()) {
            ModelSeal.check(file);
            ModelDigest.requireWeights(file, head);
        }
        return head;
    }

    static ModelHead read(Path file) {
        try (InputStream stream = Files.newInputStream(InputFile.check(file))) {
            return read(file.toString(), CodedInputStream.newInstance(stream));
        } catch (InvalidProtocolBufferException e) {
            throw new InputException(file.toString(), "is no ONNX file, or was cut short", e);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }

    private static ModelHead read(String name, CodedInputStream stream) throws IOException {
        String producer = "";
        long opset = 0;
        boolean graph = false;
        Map<String, String> metadata = new TreeMap<>();
        for (int tag = stream.readTag(); tag != 0; tag = stream.readTag()) {
            if (tag == OPSET) {
                OperatorSetIdProto set = OperatorSetIdProto.parseFrom(stream.readByteArray());
                opset = isStandard(set) ? set.getVersion() : opset;
            } else if (tag == PRODUCER) {
                producer = stream.readString();
            } else if (tag == METADATA) {
                StringStringEntryProto entry = StringStringEntryProto.parseFrom(stream.readByteArray());
                metadata.put(entry.getKey(), entry.getValue());
            } else {
                graph |= tag == GRAPH;
                stream.skipField(tag);
            }
        }
        if (!graph) {
            throw new InputException(name, "holds no graph", "give a model in ONNX");
        }
        return new ModelHead(producer, opset, metadata);
    }
}
