package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.demur.metric.ScoredLosses;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateCheckTest {
    private static final ScoredLosses CLEAN = new Rows().block(0.9, 300, 0).sample();
    private static final Certified CERTIFIED = (Certified) FixedSequence.DEFAULT.certify(
            Candidates.of(RiskTest.EXACT_BINOMIAL, 0.5), CLEAN, MaxRisk.of(0.02), Confidence.of(0.95));

    /** Python 3.11 fractions: {@code 1 - sum(F(comb(n,i)) * F(.02)**i * (1-F(.02))**(n-i) for i in range(k))}. */
    @ParameterizedTest(name = "n={0} k={1}")
    @CsvSource({
        "50, 3, 0.0784277483509690632, false",
        "300, 12, 0.0189693979626894104, false",
        "1000, 31, 0.0126477483461125917, false",
        "1000, 45, 0, true",
    })
    void pValueOfTheClaim(int n, int wrong, double expected, boolean contradicted) {
        ScoredLosses fresh =
                new Rows().block(0.9, n - wrong, wrong).block(0.1, 3, 40).sample();
        CertificateCheck check = CertificateCheck.of(CERTIFIED, fresh);
        assertThat(check.accepted()).isEqualTo(n);
        assertThat(check.samples()).isEqualTo(n + 43);
        assertThat(check.observedRisk()).hasValue((double) wrong / n);
        assertThat(check.contradicted(0.001)).isEqualTo(contradicted);
        if (!contradicted) {
            assertThat(check.pValue()).isCloseTo(expected, Percentage.withPercentage(1e-10));
        }
    }

    @Test
    void nothingAcceptedContradictsNothing() {
        CertificateCheck check =
                CertificateCheck.of(CERTIFIED, new Rows().block(0.1, 0, 9).sample());
        assertThat(check.pValue()).isEqualTo(1);
        assertThat(check.observedRisk()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> check.contradicted(0));
    }

    @Test
    void fractionalLossesAreBounded() {
        CertificateCheck small =
                CertificateCheck.of(CERTIFIED, new Rows().rows(0.9, 0.03, 200).sample());
        CertificateCheck large =
                CertificateCheck.of(CERTIFIED, new Rows().rows(0.9, 0.3, 200).sample());
        assertThat(small.contradicted(0.01)).isFalse();
        assertThat(large.contradicted(0.01)).isTrue();
    }
}
