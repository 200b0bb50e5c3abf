package io.demur.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.testing.Scoring;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recipe of all values: the defining formulas in numpy 2.4.6, float64, printed to 9 or 10 digits. */
class ScoreVectorsTest {
    private static final double[][] ROWS = {{3, 1, 0}, {2, 2.5, -1}, {.1, 0, -.1}, {10, 9.9, 0}, {5, 5, 5}};
    private static final double[] V1 = {6, 2, 0, -3, -5};
    private static final double[] V2 = {3, 2.9, -1, -2, -2.9};
    private static final double[] V3 = {10, 6, 4, 1, -1};

    @ParameterizedTest(name = "{0}: {1} {2} {3} {4} {5}")
    @CsvSource({
        "msp, .843794734, .610975051, .367165401, .524966675, .333333333",
        "max-logit, 3, 2.5, .1, 10, 5",
        "centred-max-logit, 1.666666667, 1.333333333, .1, 3.366666667, 0",
        "entropy, -.524266617, -.742561171, -1.095287269, -.692159777, -1.098612289",
        "softmax-margin, .729599535, .240399950, .034940408, .049957184, 0",
        "logit-margin, 2, .5, .1, .1, 0",
        "energy, 3.16984602, 2.992699153, 1.101942848, 10.644420494, 6.098612289",
        "gini, .726794943, .510956816, .335550013, .501224028, .333333333",
        "logit-norm:p=1, .5, .307692308, .5, .253768844, 0",
        "logit-norm:p=2, .77151675, .498058245, .707106781, .414387092, 0",
        "logit-norm:p=3, .869732043, .565314387, .793700526, .47113484, 0",
        "logit-norm:p=5, .944844599, .604131415, .870550563, .501407582, 0",
        "logit-norm:p=8, .98079923, .613784579, .917004043, .507041084, 0"
    })
    void fiveRows(String score, double a, double b, double c, double d, double e) {
        expect(score, a, b, c, d, e);
    }

    @ParameterizedTest(name = "{0}, {1}: {2} {3} {4} {5} {6}")
    @CsvSource({
        "2, none, .948683298, .745355992, .707106781, .710651109, .577350269",
        "5, none, .999178981, .943439316, .870550563, .874881008, .802741562"
    })
    void fiveRowsUncentred(String p, String centre, double a, double b, double c, double d, double e) {
        expect("logit-norm:p=" + p + ",centre=" + centre, a, b, c, d, e);
    }

    private static void expect(String text, double... expected) {
        Score score = Score.parse(text);
        double[] confidence = Scoring.of(text, ROWS);
        for (int r = 0; r < ROWS.length; r++) {
            assertThat(score.display(confidence[r])).as("row %s", r).isCloseTo(expected[r], within(5.1e-10));
        }
    }

    @ParameterizedTest(name = "p = {0}: {1} {2}")
    @CsvSource({
        "1, .375, .2542372881",
        "2, .6974858325, .5403870557",
        "3, .8312952560, .6829048531",
        "5, .9300236054, .8125090429",
        "10, .9850555862, .9145765816"
    })
    void rowsThatOneRaisesByAConstant(int p, double first, double second) {
        double[] kappa = Scoring.of("logit-norm:p=" + p, V1, V2, V3);
        assertThat(kappa[0]).isCloseTo(first, within(5.1e-11));
        assertThat(kappa[1]).isCloseTo(second, within(5.1e-11));
        assertThat(kappa[2]).as("V3 = V1 + 4").isEqualTo(kappa[0]);
    }

    @Test
    @DisplayName("without centring the constant shows")
    void uncentred() {
        assertThat(Scoring.of("logit-norm:p=2,centre=none", V3)[0]).isCloseTo(.8058229640, within(5.1e-11));
        assertThat(Scoring.of("logit-norm:p=5,centre=none", V3)[0]).isCloseTo(.9832696274, within(5.1e-11));
    }

    /** Recipe: numpy, p = exp(v)/sum; -(p**g*(1-p)**g).sum() over the top; c = v - v.mean(); (c0-c1)/norm(c, 3). */
    @Test
    void valuesOfTheOthers() {
        assertThat(Scoring.of("gen:gamma=0.5,top=2", V1)[0]).isCloseTo(GEN_TOP_2, within(1e-14));
        assertThat(Scoring.of("gen", V2)[0]).isCloseTo(GEN_DEFAULT, within(1e-14));
        assertThat(Scoring.of("logit-margin-norm:p=3", V1)[0]).isCloseTo(MARGIN_NORM, within(1e-15));
        assertThat(Scoring.of("energy:T=2.5", V2)[0]).isCloseTo(ENERGY, within(1e-15));
        assertThat(Scoring.of("msp-temperature:T=2.5", V2)[0]).isCloseTo(MSP_T, within(1e-15));
    }

    private static final double GEN_TOP_2 = -0.27445441638298473;
    private static final double GEN_DEFAULT = -3.454186960178837;
    private static final double MARGIN_NORM = 0.5541968373059242;
    private static final double ENERGY = 5.180785943530965;
    private static final double MSP_T = -0.3310586550092576;
}
