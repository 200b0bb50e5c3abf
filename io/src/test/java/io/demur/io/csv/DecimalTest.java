package io.demur.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                ".5",
                "5.",
                "1e5",
                "1E-5",
                "-1.5e+3",
                "007",
                "9007199254740993",
                "9007199254740992",
                "123456789012345678901234567890",
                "1e22",
                "1e23",
                "1e-22",
                "4.9e-324",
                "1.7976931348623157e308",
                "1e999",
                "1e-999",
                "0.000000000000000000000000000000001",
                "1e99999999999",
                "0e99999999999",
                "2.2250738585072011e-308"
            })
    void isWhatJavaParses(String text) {
        assertThat(Decimal.parse(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void isWhatJavaParsesForRandomNumbers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text =
                    switch (i % 4) {
                        case 0 ->
                            Double.toString(Double.isNaN(value) ? 0 : value).replace("Infinity", "inf");
                        case 1 -> String.format(Locale.ROOT, "%.6f", random.nextDouble(-30, 30));
                        case 2 -> Float.toString((float) random.nextDouble(-30, 30));
                        default -> random.nextLong() + "e" + random.nextInt(-30, 30);
                    };
            double expected = Double.parseDouble(text.replace("inf", "Infinity"));
            assertThat(Decimal.parse(text)).as(text).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nan", "NaN", " NAN ", "-nan"})
    void readsNotANumber(String text) {
        assertThat(Decimal.parse(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", ".", "e5", "1e", "1e+", "1d", "1f", "0x10", "1 2", "1,2", "--1", "infinite", "1_0"
            })
    void refusesWhatIsNoDecimal(String text) {
        assertThatThrownBy(() -> Decimal.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.1",
                "-3.4028235E38",
                "1e-46",
                "nan",
                "inf",
                " 7 ",
                "1.000000059604644775390625",
                "1.0000000596046447753906251",
                "1.0000000596046447753906249",
                "-1.00000017881393432617187500001"
            })
    void singlesAreRoundedOnce(String text) {
        Float expected = text.equals("nan")
                ? Float.NaN
                : text.equals("inf") ? Float.POSITIVE_INFINITY : Float.parseFloat(text.strip());
        assertThat((Float) Decimal.parseSingle(text.toCharArray(), 0, text.length()))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theShortestTextOfASingleIsThatSingle(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            float number = Float.intBitsToFloat(random.nextInt());
            String text = Float.toString(number);
            if (Float.isFinite(number)) {
                assertThat(Decimal.parseSingle(text.toCharArray(), 0, text.length()))
                        .isEqualTo(number);
            }
        }
    }
}
