package io.demur.inputs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.inputs.BagFeatures;
import io.demur.inputs.DataSet;
import io.demur.inputs.DenseFeatures;
import io.demur.inputs.SequenceFeatures;
import io.demur.inputs.TableSchema;
import io.demur.inputs.prepare.Letters;
import io.demur.inputs.prepare.NgramPreparation;
import io.demur.inputs.prepare.Orders;
import io.demur.inputs.prepare.TablePreparation;
import io.demur.inputs.prepare.TokenPreparation;
import io.demur.inputs.prepare.VocabularyLimits;
import io.demur.inputs.sample.Part;
import io.demur.inputs.sample.PartSizes;
import io.demur.inputs.sample.Split;
import io.demur.inputs.sample.Splits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The data as their makers publish them, in the folder named by DEMUR_DATA; what they hold was counted by Python's csv. */
class PublicDataTest {
    /** So many buckets that nearly every n-gram has its own. */
    private static final NgramPreparation FINE =
            new NgramPreparation(Letters.LOWER, new Orders(1, 2), new Orders(3, 4), 24);

    private static Path folder(String part) {
        String root = System.getenv("DEMUR_DATA");
        assumeTrue(root != null, "DEMUR_DATA is not set: no public data to test on");
        assumeTrue(Files.exists(Path.of(root, part)), "DEMUR_DATA holds no " + part);
        return Path.of(root);
    }

    @Test
    @DisplayName("Bank Marketing: 41,188 calls, 4,640 yes, 62 features")
    void bankMarketing() {
        DataSet data = PublicData.bankMarketing(folder("uci/bank-additional-full.csv"));
        assertThat(data.classCounts()).containsExactly(36_548, 4_640);
        checkStandardised(data, PublicData.BANK_MARKETING, 62);
    }

    @Test
    @DisplayName("Online Shoppers: 12,330 visits, 1,908 buy, 28 features")
    void onlineShoppers() {
        DataSet data = PublicData.onlineShoppers(folder("uci/online_shoppers_intention.csv"));
        assertThat(data.classCounts()).containsExactly(10_422, 1_908);
        checkStandardised(data, PublicData.ONLINE_SHOPPERS, 28);
    }

    private static void checkStandardised(DataSet data, TableSchema schema, int width) {
        PartSizes sizes = PartSizes.restTo(Part.TRAIN).share(Part.TEST, 0.8).count(Part.TUNE, 500);
        Split split = Splits.stratified(data, sizes, 1);
        DataSet train = split.part(Part.TRAIN);
        TablePreparation preparation = TablePreparation.fit(schema, train.raw());
        assertThat(preparation.featureNames()).hasSize(width);
        DenseFeatures features = preparation.prepare(train.raw());
        assertThat(features.columns()).isEqualTo(width);
        int age = 0;
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < features.rows(); row++) {
            double value = features.values()[row * width + age];
            sum += value;
            squares += value * value;
        }
        assertThat(Math.abs(sum / features.rows())).isLessThan(1e-5);
        assertThat(squares / features.rows()).isBetween(1 - 1e-4, 1 + 1e-4);
        int held = preparation.prepare(split.part(Part.TEST).raw()).rows();
        assertThat(held).isEqualTo((int) Math.round(0.8 * data.rows()));
    }

    @Test
    @DisplayName("Banking77: 10,003 and 3,080 sentences, 77 classes sorted as in the reference logits")
    void banking77() throws IOException {
        Path folder = folder("banking77/train.csv");
        TrainAndTest data = PublicData.banking77(folder);
        assertThat(data.train().rows()).isEqualTo(10_003);
        assertThat(data.test().rows()).isEqualTo(3_080);
        assertThat(data.test().classCounts()).hasSize(77).containsOnly(40);
        Path names = folder.resolve("reference-logits/banking77/classes.txt");
        if (Files.exists(names)) {
            assertThat(data.train().classNames()).isEqualTo(Files.readAllLines(names));
        }
        Split split =
                Splits.stratified(data.train(), PartSizes.restTo(Part.TRAIN).count(Part.TUNE, 2000), 0);
        assertThat(split.rows(Part.TRAIN)).hasSize(8_003);
        assertThat(split.part(Part.TUNE).classCounts()).doesNotContain(0);
    }

    @Test
    @DisplayName("the n-grams of Banking77 spread over the buckets as chance would have it")
    void bucketsAreEven() {
        DataSet train = PublicData.banking77(folder("banking77/train.csv")).train();
        BagFeatures bags = NgramPreparation.USUAL.prepare(train.raw());
        assertThat(bags.rows()).isEqualTo(10_003);
        long used = Arrays.stream(bags.ids()).distinct().count();
        long distinct =
                Arrays.stream(FINE.prepare(train.raw()).ids()).distinct().count();
        double buckets = NgramPreparation.USUAL.buckets();
        double expected = buckets * (1 - Math.exp(-distinct / buckets));
        double spread = Math.sqrt(buckets * Math.exp(-distinct / buckets)); // an upper bound of the standard deviation
        assertThat((double) used).isBetween(expected - 5 * spread, expected + 5 * spread);
    }

    @Test
    @Tag("slow")
    @DisplayName("IMDB: 25,000 and 25,000 reviews, half of each class; 256 tokens")
    void imdb() {
        TrainAndTest data = PublicData.imdb(folder("aclImdb"));
        assertThat(data.train().classCounts()).containsExactly(12_500, 12_500);
        assertThat(data.test().classCounts()).containsExactly(12_500, 12_500);
        assertThat(data.train().classNames()).isEqualTo(List.of("neg", "pos"));
        TokenPreparation tokens = TokenPreparation.fit(data.train().raw(), new VocabularyLimits(2, 20_000), 256);
        SequenceFeatures features = tokens.prepare(data.test().raw());
        assertThat(features.rows()).isEqualTo(25_000);
        assertThat(tokens.vocabulary().subList(0, 3)).containsExactly(".", "the", ","); // counted by Python's re
    }
}
