package io.demur.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.json.Json;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged input ends in an InputException of one line or in numbers, and leaves no file behind. */
class FuzzTest {
    private static final List<String> FILES = List.of(
            "logits_little_f4.npy",
            "logits_v3.npy",
            "logits_fortran_big_f8.npy",
            "images_two.npy",
            "labels_big_i4.npy",
            "two.npz",
            "two_deflated.npz",
            "bad_record.npy");
    private static final List<String> TEXTS = List.of(
            "a,b,\"c\"\n1,2.5e3,-3\n4,nan,6\n",
            "0.5;1;2\r\n\"3\";4;5\r\n",
            "{\"score\": \"msp\", \"grid\": [1, 2.5e-3, true, null], \"nested\": {\"a\": {\"b\": []}}}");

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void someDamage() throws IOException {
        fuzz(2_000, 20_261);
    }

    @Test
    @Tag("slow")
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void muchDamage() throws IOException {
        fuzz(100_000, 20_262);
    }

    private void fuzz(int count, long seed) throws IOException {
        long before = temporaryFiles();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            byte[] input = damage(start(random), random);
            Path file = Files.write(folder.resolve("fuzz"), input);
            String as = "input " + i + " of seed " + seed;
            attempt(as, () -> drain(Inputs.logits(file.toString(), InputOptions.LOGITS)));
            attempt(as, () -> drain(Inputs.logits(file + "#logits", InputOptions.LOGITS)));
            attempt(
                    as,
                    () -> Inputs.labels(
                            file.toString(), new LabelOptions(Optional.empty(), Optional.empty(), List.of(255L)), 3));
            attempt(as, () -> Inputs.doubles(file.toString(), Optional.empty()));
            attempt(as, () -> Groups.read(file.toString(), Optional.empty(), 5));
            attempt(as, () -> Json.read(file));
            System.setIn(new ByteArrayInputStream(input));
            attempt(as, () -> drain(Inputs.logits("-", InputOptions.LOGITS)));
            Files.delete(file);
        }
        assertThat(temporaryFiles()).isEqualTo(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static void attempt(String as, Runnable action) {
        try {
            action.run();
        } catch (InputException e) {
            assertThat(e.getMessage()).as(as).doesNotContain("\n").hasSizeLessThan(1000);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(as, e);
        }
    }

    private static void drain(Logits source) {
        try (Logits logits = source) {
            LogitTile tile = new LogitTile(logits.classes(), 4);
            Logits.Pass pass = logits.pass();
            long rows = 0;
            while (pass.next(tile)) {
                rows += tile.rows();
            }
            assertThat(rows).isPositive();
        }
    }

    private static byte[] start(SplittableRandom random) throws IOException {
        int choice = random.nextInt(FILES.size() + TEXTS.size());
        return choice < FILES.size()
                ? Files.readAllBytes(Numbers.file(FILES.get(choice)))
                : TEXTS.get(choice - FILES.size()).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] damage(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int times = random.nextInt(1, 6);
        for (int t = 0; t < times && bytes.length > 0; t++) {
            int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 128));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
                case 4 -> bytes[at] = (byte) "0123456789()[]{}',:-LTF<>|\"\n".charAt(random.nextInt(28));
                default -> System.arraycopy(whole, 0, bytes, at, Math.min(whole.length, bytes.length - at));
            }
        }
        return bytes;
    }

    private static long temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("demur"))
                    .count();
        }
    }
}
