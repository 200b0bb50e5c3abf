package io.demur.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void readsWhatItWritesBitForBit(long seed) throws IOException {
        Weights weights = Weights.initial(Architectures.bagOfNgrams(3000, 9, 0, 3), seed);
        Map<String, String> metadata = Map.of("architecture", "{\"é\": \"\n\"}", "seed", String.valueOf(seed));
        Path file = folder.resolve("weights.safetensors");
        new Safetensors(weights, metadata).write(file);
        Safetensors read = Safetensors.read(file);
        assertThat(read).isEqualTo(new Safetensors(weights, metadata));
        assertThat(read.weights().names()).containsExactlyElementsOf(weights.names());
        byte[] first = Files.readAllBytes(file);
        assertThat(ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8)
                .isZero();
        read.write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void keepsUnusualNumbersAndShapes() {
        float[] unusual = {-0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE};
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z", Tensor.of(List.of(5), unusual));
        tensors.put("a scalar", Tensor.of(List.of(), new float[] {7}));
        tensors.put("empty", Tensor.of(List.of(1 << 30, 1 << 30, 1 << 30, 0), new float[0]));
        Path file = folder.resolve("w");
        new Safetensors(Weights.of(tensors), Map.of()).write(file);
        assertThat(Safetensors.read(file)).isEqualTo(new Safetensors(Weights.of(tensors), Map.of()));
    }

    /** As safetensors.numpy.save lays it out: metadata first, tensors by name, the header padded with spaces. */
    @Test
    void readsTheLayoutOfPython() throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[8,16]},"
                + "\"d\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[16,20]},"
                + "\"i\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[20,22]}}   ";
        ByteBuffer data = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putFloat(1.5f).putFloat(-2.25f);
        data.putShort((short) 0x3c01).putShort((short) 0xc000).putShort((short) 0x3f81);
        Safetensors read = Safetensors.read(file(header, data.array()));
        assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(read.weights().names()).containsExactly("d", "b", "h", "i");
        assertThat(read.weights().tensor("d").values()).containsExactly(0.1f);
        assertThat(read.weights().tensor("b")).isEqualTo(Tensor.of(List.of(2, 1), new float[] {1.5f, -2.25f}));
        assertThat(read.weights().tensor("h").values()).containsExactly(1 + 0x1p-10f, -2f);
        assertThat(read.weights().tensor("i")).isEqualTo(Tensor.of(List.of(), new float[] {1.0078125f}));
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return bytes(ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array());
    }

    private Path bytes(byte[] content) throws IOException {
        return Files.write(folder.resolve("damaged"), content);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [0,4]   | [0,8]   | tensor a lies from 0 to 8, its shape needs 4 bytes
            [0,4]   | [-4,0]  | tensor a lies from -4 to 0, its shape needs 4 bytes
            [4,12]  | [3,11]  | tensor b begins at byte 3 of the data and overlaps the one before
            [4,12]  | [5,13]  | tensor b begins at byte 5 of the data and leaves a gap before it
            [4,12]  | [4]     | tensor b needs two data_offsets
            [2]     | [3]     | tensor b lies from 4 to 12, its shape needs 12 bytes
            [2]     | [2.5]   | tensor b has the size 2.5
            [2]     | [-2]    | tensor b has the size -2.0
            [2]     | [65536,32768] | tensor b has 2^31 values or more
            [2]     | [65536,65536,65536,65536,0] | tensor b lies from 4 to 12, its shape needs 0 bytes
            F32     | I64     | tensor a holds I64, not one of F64, F32, F16, BF16
            "b"     | "a"     | line 1, column
            "shape" | "form"  | tensor a: form is not known
            {"a"    | ["a"    | its header is no JSON object
            "pt"    | 1       | __metadata__: format is not a text
            """)
    void saysWhatIsWrong(String part, String damage, String message) throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]},\"__metadata__\":{\"format\":\"pt\"}}";
        int at = header.indexOf(part);
        assertThat(at).isNotNegative();
        Path file = file(header.substring(0, at) + damage + header.substring(at + part.length()), new byte[12]);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void saysWhereTheFileEnds() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
        assertProblem(file(header, new byte[7]), "holds 7 bytes of data, its header describes 8; it was cut short");
        assertProblem(file(header, new byte[9]), "something was appended");
        byte[] whole = Files.readAllBytes(file(header, new byte[8]));
        assertProblem(bytes(Arrays.copyOf(whole, 20)), "ends within its header, after 20 bytes");
        assertProblem(bytes(Arrays.copyOf(whole, 5)), "has 5 bytes, a safetensors file at least 8");
        whole[7] = (byte) 0x80;
        assertProblem(bytes(whole), "says that its header has 9223372036854775");
        ByteBuffer huge = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(1e300);
        assertProblem(file(header, huge.array()), "tensor a holds 1.0E300 at position 0, which is beyond the floats");
        assertProblem(folder.resolve("none"), "there is no such file");
    }

    private static void assertProblem(Path file, String message) {
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12})
    void damageEndsInOneLineOrInNumbers(long seed) throws IOException {
        Path file = folder.resolve("w");
        new Safetensors(Weights.initial(Architectures.mlp(3, 4, 2), 1), Map.of("a", "b")).write(file);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = whole.clone();
            for (int t = random.nextInt(1, 4); t > 0; t--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Path damaged = bytes(Arrays.copyOf(bytes, random.nextInt(4) > 0 ? bytes.length : random.nextInt(1, 400)));
            try {
                assertThat(Safetensors.read(damaged).weights().size()).isNotNegative();
            } catch (InputException e) {
                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(1000);
            }
        }
    }
}
