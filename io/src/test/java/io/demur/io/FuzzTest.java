package io.demur.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.evaluation.FitPlan;
import io.demur.evaluation.ScoreFit;
import io.demur.guarantee.Certified;
import io.demur.guarantee.Confidence;
import io.demur.guarantee.FixedSequence;
import io.demur.guarantee.MaxRisk;
import io.demur.io.json.Json;
import io.demur.io.json.SelectorJson;
import io.demur.logits.ArrayLogits;
import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import io.demur.select.DataIdentity;
import io.demur.select.GoldenRows;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
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
            "0,1\n0.25,0\n",
            "0.9,1\n0.5,0\n0.25,1\n",
            "left\nright\nboth\n",
            "[\"left\", \"right\", \"both\"]",
            selector(),
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
            attempt(as, () -> ClassNames.read(file, 3));
            attempt(as, () -> CostMatrix.read(file.toString(), 2));
            attempt(as, () -> ScorePairs.read(file.toString()));
            attempt(as, () -> SelectorJson.read(file));
            attempt(as, () -> readWithItsDigest(file));
            System.setIn(new ByteArrayInputStream(input));
            attempt(as, () -> drain(Inputs.logits("-", InputOptions.LOGITS)));
            Files.delete(file);
        }
        assertThat(temporaryFiles()).isEqualTo(before);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /** As if whoever damaged it had written the digest that belongs to it: what lies behind that check is met too. */
    private static void readWithItsDigest(Path file) {
        if (Json.read(file) instanceof ObjectNode tree) {
            SelectorJson.read("selector", tree.put(Json.DIGEST, Json.digest(tree)));
        }
    }

    /** One that is fitted and certified, so that damage falls on every field. */
    private static String selector() {
        SplittableRandom random = new SplittableRandom(6);
        double[][] rows = new double[400][3];
        int[] labels = new int[rows.length];
        for (int r = 0; r < rows.length; r++) {
            labels[r] = random.nextInt(3);
            for (int k = 0; k < 3; k++) {
                rows[r][k] = random.nextDouble(-2, 2) + (k == labels[r] ? 2 : 0);
            }
        }
        FitPlan plan = FitPlan.usual().withThreads(1);
        ScoreFit.Halves halves = ScoreFit.tuneAndHold(ArrayLogits.of(rows), Labels.of(labels), plan, 0.5, 1);
        Certified certified = (Certified) halves.fitted()
                .certify(FixedSequence.DEFAULT, halves.certification(), MaxRisk.of(0.5), Confidence.of(0.9));
        Selector selector = Selector.of(
                "answers",
                halves.fitted().score(),
                certified,
                new ModelIdentity("a model", 3, "float64"),
                new DataIdentity("rows:1:00", "rows:1:01", Optional.of("spring")));
        return Json.write(SelectorJson.of(
                selector.withGoldenRows(GoldenRows.pick(selector, ArrayLogits.of(rows), row -> Rule.EVERYTHING, 1))));
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
