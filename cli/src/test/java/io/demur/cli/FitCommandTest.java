package io.demur.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.demur.cli.Cli.Result;
import io.demur.io.json.Json;
import io.demur.io.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** fit, then decide and check with what it wrote. */
class FitCommandTest {
    @TempDir
    static Path demo;

    private static String valLabels;
    private static String testLabels;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Cli.demoFiles(demo);
        valLabels = demo.resolve("labels.npz") + "#val";
        testLabels = demo.resolve("labels.npz") + "#test";
    }

    private static String logits(String model, String split) {
        return demo.resolve(model + ".npz") + "#" + split;
    }

    private Result fit(String model, Object... more) {
        Object[] args = Stream.concat(
                        Stream.of("fit", logits(model, "val"), valLabels, "-o", selector()), Stream.of(more))
                .toArray();
        return Cli.run(args);
    }

    private Result fitAndCertify(String model) {
        return fit(model, "--certify", logits(model, "test"), testLabels, "--max-risk", "0.03");
    }

    private Path selector() {
        return folder.resolve("selector.json");
    }

    @Test
    void smoothingIsRepairedAndCertified() {
        Result result = fitAndCertify("alpha20");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("> logit-norm:p=5", "Chosen: logit-norm:p=5", "at\nmost 3 %, with 95 % confidence");
        assertThat(result.err()).contains("wrote ");
        JsonNode selector = Json.read(selector());
        assertThat(selector.get("score").textValue()).isEqualTo("logit-norm:p=5,centre=mean");
        assertThat(Schema.problems("selector.schema.json", selector)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void jsonFollowsTheSchema(int code, List<String> options) {
        Path json = folder.resolve("fit.json");
        Object[] more =
                Stream.concat(Stream.of("--json", json), options.stream()).toArray();
        assertThat(fit("alpha20", more).code()).isEqualTo(code);
        assertThat(Schema.problems("fit.schema.json", Json.read(json))).isEmpty();
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(0, List.of("--max-risk", "0.05")),
                Arguments.of(3, List.of("--max-risk", "0.0001")),
                Arguments.of(0, List.of("--min-coverage", "0.5")),
                Arguments.of(
                        0, List.of("--max-risk", "0.3", "--by-predicted-class", "--uncertified-groups", "pooled")));
    }

    @Test
    void theModelIsKnownByTheDigestOfItsFile() throws IOException {
        Path model = Files.writeString(folder.resolve("model.onnx"), "abc");
        assertThat(fit("alpha20", "--max-risk", "0.05", "--model", model).code())
                .isZero();
        JsonNode selector = Json.read(selector());
        // printf abc | sha256sum (coreutils 9.1)
        assertThat(selector.get("model").get("digest").textValue())
                .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Schema.problems("selector.schema.json", selector)).isEmpty();
        Result missing = fit("alpha20", "--max-risk", "0.05", "--model", folder.resolve("none.onnx"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("none.onnx").hasLineCount(1);
    }

    @Test
    void crossEntropyKeepsMsp() {
        assertThat(fitAndCertify("alpha00").out()).contains("> msp", "Chosen: msp");
    }

    @Test
    void decidingAcceptsExactlyWhatTheCertificateCounted() {
        fitAndCertify("alpha20");
        JsonNode certificate = Json.read(selector()).get("rules").get(0).get("certificate");
        Result result = Cli.run("decide", selector(), logits("alpha20", "test"));
        assertThat(result.code()).isZero();
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3081).first().isEqualTo("row,accepted,prediction,class,confidence,reason");
        long accepted = lines.stream().filter(line -> line.contains(",1,")).count();
        assertThat(lines.stream()
                        .skip(1)
                        .filter(line -> line.split(",", -1)[1].equals("1"))
                        .count())
                .isEqualTo(certificate.get("accepted").longValue())
                .isLessThanOrEqualTo(accepted);
        assertThat(result.err()).startsWith("accepted 2,445 of 3,080 rows (79.4 %); abstained: 635 below-threshold");
    }

    @Test
    void rowsTiedWithTheThresholdAreDecidedAsTheyWereCounted() {
        double[] values = new double[3 * 900];
        long[] labels = new long[900];
        for (int i = 0; i < 900; i++) {
            values[3 * i] = i % 3; // three kinds of rows only, so every threshold cuts between ties
            values[3 * i + 1] = -1;
            values[3 * i + 2] = -100 - i; // tells rows apart without changing their score
            labels[i] = i % 3 == 0 && i % 2 == 0 ? 1 : 0;
        }
        Path x = folder.resolve("x.npy");
        Path y = folder.resolve("y.npy");
        NpyWriter.writeDoubles(x, values, 900, 3);
        NpyWriter.writeLongs(y, labels, 900);
        Path json = folder.resolve("fit.json");
        assertThat(Cli.run("fit", x, y, "--max-risk", ".05", "--family", "msp", "-o", selector(), "--json", json)
                        .code())
                .isZero();
        Path part = folder.resolve("decisions.csv");
        assertThat(Cli.run("decide", selector(), x, "-o", part, "--threads", 2).code())
                .isZero();
        double threshold =
                Json.read(selector()).get("rules").get(0).get("threshold").doubleValue();
        assertThat(Stream.of(part).flatMap(FitCommandTest::lines).skip(1)).allSatisfy(line -> {
            String[] fields = line.split(",", -1);
            assertThat(fields[1]).isEqualTo(Double.parseDouble(fields[4]) >= threshold ? "1" : "0");
        });
    }

    /** A few repeated inputs on both sides take no part in the certificate; they are counted where one looks. */
    @Test
    void rowsThatAlsoTunedDoNotCertify() {
        SplittableRandom random = new SplittableRandom(3);
        double[] values = random.doubles(3 * 1_000, -2, 2).toArray();
        long[] labels = new long[1_000];
        for (int i = 0; i < 1_000; i++) {
            labels[i] = random.nextInt(3);
            values[3 * i + (int) labels[i]] += 3;
        }
        Path tune = folder.resolve("tune.npy");
        Path certify = folder.resolve("certify.npy");
        NpyWriter.writeDoubles(tune, Arrays.copyOfRange(values, 0, 3 * 520), 520, 3);
        NpyWriter.writeLongs(folder.resolve("tune_y.npy"), Arrays.copyOfRange(labels, 0, 520), 520);
        NpyWriter.writeDoubles(certify, Arrays.copyOfRange(values, 3 * 500, 3 * 1_000), 500, 3);
        NpyWriter.writeLongs(folder.resolve("certify_y.npy"), Arrays.copyOfRange(labels, 500, 1_000), 500);
        Path json = folder.resolve("fit.json");
        Result result = Cli.run(
                "fit",
                tune,
                folder.resolve("tune_y.npy"),
                "--certify",
                certify,
                folder.resolve("certify_y.npy"),
                "--max-risk",
                0.3,
                "--json",
                json);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("warning [shared-rows]: 20 of the 500 rows that certify");
        assertThat(Json.read(json).get("sharedRows").intValue()).isEqualTo(20);
        assertThat(Json.read(json)
                        .get("certification")
                        .get("terms")
                        .get("certificationSamples")
                        .intValue())
                .isEqualTo(500);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void threadsDoNotChangeTheOrderOfDecisions() {
        fitAndCertify("alpha20");
        String one = Cli.run("decide", selector(), logits("alpha20", "test"), "--threads", 1)
                .out();
        String four = Cli.run("decide", selector(), logits("alpha20", "test"), "--threads", 4)
                .out();
        assertThat(four).isEqualTo(one);
    }

    @Test
    void jsonLinesNameTheClass() {
        fit("alpha20", "--max-risk", "0.03", "--classes", demo.resolve("classes.txt"));
        Result result = Cli.run("decide", selector(), logits("alpha20", "test"), "--format", "json");
        assertThat(result.out().lines()).hasSize(3080).allSatisfy(line -> assertThat(
                        Json.read("line", line).get("confidence").isNumber())
                .isTrue());
        assertThat(result.out()).contains("\"class\":\"card_arrival\"", "\"reason\":\"below-threshold\"");
    }

    @Test
    void freshRowsConfirmOrContradict() {
        fit("alpha20", "--max-risk", "0.03");
        Result holds = Cli.run("check", selector(), logits("alpha20", "test"), testLabels);
        assertThat(holds.code()).isZero();
        assertThat(holds.out()).contains("No sign against the certificate: ");
        long[] wrong = IntStream.range(0, 3080).mapToLong(i -> i % 77).toArray();
        Path labels = folder.resolve("wrong.npy");
        NpyWriter.writeLongs(labels, wrong, 3080);
        Result broken = Cli.run("check", selector(), logits("alpha20", "test"), labels);
        assertThat(broken.code()).isEqualTo(4);
        assertThat(broken.out()).contains("CONTRADICTED", "p-value < 0.000001");
    }

    @Test
    void theSmallestPassingRiskIsRoundedUp() {
        Result result = fit("alpha20", "--max-risk", "0.01");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("would have passed is 1.01 %");
    }

    @Test
    void aSelectorRemembersItsCostsAndSplit() throws IOException {
        Path costs = costs("costs.csv", 0.5);
        assertThat(fit("alpha20", "--max-risk", "0.05", "--costs", costs, "--certify-share", 0.4, "--seed", 7)
                        .code())
                .isZero();
        JsonNode selector = Json.read(selector());
        assertThat(Schema.problems("selector.schema.json", selector)).isEmpty();
        JsonNode split = selector.get("data").get("split");
        assertThat(split.get("certificationShare").doubleValue()).isEqualTo(0.4);
        assertThat(split.get("seed").longValue()).isEqualTo(7);
        Object[] check = {"check", selector(), logits("alpha20", "test"), testLabels, "--costs", costs};
        assertThat(Cli.run(check).code()).isZero();
        check[5] = costs("other.csv", 0.25);
        Result other = Cli.run(check);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("--costs", "other costs").hasLineCount(1);
    }

    /** Confusing neighbours costs less than other mistakes. */
    private Path costs(String name, double neighbour) throws IOException {
        Path file = folder.resolve(name);
        return Files.writeString(
                file,
                IntStream.range(0, 77)
                        .mapToObj(t -> IntStream.range(0, 77)
                                .mapToObj(p -> t == p ? "0" : Math.abs(t - p) == 1 ? "" + neighbour : "1")
                                .collect(java.util.stream.Collectors.joining(",")))
                        .reduce("", (text, row) -> text + row + "\n"));
    }

    @Test
    void infeasibleIsAnAnswerAndWritesNothing() {
        Result result = fit("alpha20", "--max-risk", "0.001");
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("Infeasible", "needed");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aCoverageCanBeAskedForInstead() {
        Result result = fit("alpha20", "--min-coverage", "0.7");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("To answer at least 70 %", "not proven");
    }

    @Test
    void groupsGetRulesOfTheirOwn() throws IOException {
        Path groups = folder.resolve("groups.csv");
        Files.writeString(
                groups,
                IntStream.range(0, 2000)
                        .mapToObj(i -> i % 50 == 0 ? "rare" : i % 2 == 0 ? "even" : "odd")
                        .reduce("branch\n", (text, name) -> text + name + "\n"));
        Result result = fit("alpha20", "--max-risk", "0.06", "--groups", groups, "--group", "branch");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("3 groups", "abstain-uncertified-group");
        Path fresh = folder.resolve("fresh.csv");
        Files.writeString(
                fresh,
                IntStream.range(0, 3080)
                        .mapToObj(i -> List.of("even", "odd", "rare", "new").get(i % 4))
                        .reduce("branch\n", (text, name) -> text + name + "\n"));
        Result decided =
                Cli.run("decide", selector(), logits("alpha20", "test"), "--groups", fresh, "--group", "branch");
        assertThat(decided.code()).isZero();
        assertThat(decided.err()).contains("770 uncertified-group", "770 unknown-group");
        assertThat(Cli.run("decide", selector(), logits("alpha20", "test")).err())
                .contains("--groups");
        assertThat(Cli.run(
                                "check",
                                selector(),
                                logits("alpha20", "test"),
                                testLabels,
                                "--groups",
                                fresh,
                                "--group",
                                "branch")
                        .out())
                .contains("Group even", "Group odd");
    }

    @Test
    void predictedClassesMayBeGroups() {
        Result result = fit("alpha20", "--max-risk", "0.3", "--by-predicted-class", "--uncertified-groups", "pooled");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("77 groups", "pooled-not-certified");
        assertThat(Cli.run("decide", selector(), logits("alpha20", "test")).code())
                .isZero();
    }

    @Test
    void aSelectorOfANewerSchemaIsRefused() throws IOException {
        refused("newer schema", changed(tree -> tree.put("schemaVersion", 2), true), "update demur");
    }

    @Test
    void aSelectorWithAWrongDigestIsRefused() throws IOException {
        refused("wrong digest", changed(tree -> tree.put("digest", "sha256:00"), false), "digest");
    }

    @Test
    void aSelectorEditedByHandIsRefused() throws IOException {
        fit("alpha20", "--max-risk", "0.03");
        String text = Files.readString(selector());
        refused("threshold", text.replaceFirst("\"threshold\": 0\\.9\\d*", "\"threshold\": 0.5"), "digest");
        refused("cut off", text.substring(0, text.length() / 2), "line");
        refused("no selector", "{}", "is no selector");
    }

    @Test
    void aSelectorWhoseGoldenRowsComeOutDifferentlyIsRefused() throws IOException {
        String text = changed(tree -> ((ObjectNode) tree.get("goldenRows").get(0)).put("confidence", 0.25), true);
        refused("golden row", text, "golden row 0");
    }

    @Test
    void logitsWithOtherClassesAreRefused() throws IOException {
        fit("alpha20", "--max-risk", "0.03");
        Path other = Cli.csv(folder.resolve("other.csv"), "1,2,3", "3,2,1");
        Result result = Cli.run("decide", selector(), other);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("3 classes", "77").hasLineCount(1);
    }

    private String changed(java.util.function.Consumer<ObjectNode> change, boolean newDigest) {
        fit("alpha20", "--max-risk", "0.03");
        ObjectNode tree = (ObjectNode) Json.read(selector());
        change.accept(tree);
        if (newDigest) {
            tree.put("digest", Json.digest(tree));
        }
        return Json.write(tree);
    }

    private void refused(String what, String text, String words) throws IOException {
        Files.writeString(selector(), text);
        Result result = Cli.run("decide", selector(), logits("alpha20", "test"));
        assertThat(result.code()).as(what).isEqualTo(2);
        assertThat(result.out()).as(what).isEmpty();
        assertThat(result.err()).as(what).contains(words, "selector.json").hasLineCount(1);
    }
}
