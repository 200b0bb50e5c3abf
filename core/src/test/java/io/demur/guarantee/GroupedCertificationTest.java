package io.demur.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.demur.logits.InputException;
import io.demur.metric.ScoredLosses;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupedCertificationTest {
    private static final List<String> NAMES = List.of("left", "right", "rare", "absent");
    private static final ScoredLosses TUNING = new Rows()
            .block(0.9, 400, 2)
            .block(0.5, 200, 60)
            .block(0.8, 500, 3)
            .block(0.9, 20, 0)
            .sample();
    private static final ScoredLosses CERTIFICATION = new Rows()
            .block(0.9, 500, 2)
            .block(0.5, 250, 50)
            .block(0.8, 600, 4)
            .block(0.9, 30, 0)
            .sample();

    private static final GroupedCertification RESULT = FixedSequence.DEFAULT.certifyGroups(
            GroupedLosses.of(TUNING, groups(402 + 260, 503, 20), NAMES),
            GroupedLosses.of(CERTIFICATION, groups(502 + 300, 604, 30), NAMES),
            MaxRisk.of(0.03),
            Confidence.of(0.96));

    private static int[] groups(int... sizes) {
        int[] group = new int[Arrays.stream(sizes).sum()];
        int from = 0;
        for (int g = 0; g < sizes.length; g++) {
            Arrays.fill(group, from, from + sizes[g], g);
            from += sizes[g];
        }
        return group;
    }

    @Test
    void everyGroupGetsItsShareOfDelta() {
        assertThat(RESULT.groups()).allMatch(c -> c.terms().delta() == 0.04 / 4);
        assertThat(RESULT.pooled().terms().delta()).isEqualTo(0.04);
    }

    @Test
    void eachGroupHasItsOwnAnswer() {
        assertThat(RESULT.groups().get(0)).isInstanceOf(Certified.class);
        assertThat(((Certified) RESULT.groups().get(0)).accepted()).isEqualTo(502);
        assertThat(((Certified) RESULT.groups().get(1)).threshold()).isEqualTo(Candidates.ACCEPT_ALL);
        assertThat(((Infeasible) RESULT.groups().get(2)).reason()).isEqualTo(Infeasible.Reason.TOO_FEW_SAMPLES);
        assertThat(((Infeasible) RESULT.groups().get(3)).reason()).isEqualTo(Infeasible.Reason.NO_CANDIDATES);
    }

    @Test
    void uncertifiedGroupsAbstainOrUseThePooledRuleMarkedSo() {
        assertThat(RESULT.rule(2, UncertifiedGroups.ABSTAIN))
                .isEqualTo(GroupRule.abstain(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP));
        GroupRule pooled = RESULT.rule(2, UncertifiedGroups.POOLED);
        assertThat(pooled.status()).isEqualTo(GroupRule.Status.POOLED_NOT_CERTIFIED);
        assertThat(pooled.threshold()).hasValue(((Certified) RESULT.pooled()).threshold());
        assertThat(RESULT.rule(0, UncertifiedGroups.POOLED).status()).isEqualTo(GroupRule.Status.CERTIFIED);
        assertThat(RESULT.rule(4, UncertifiedGroups.POOLED).status()).isEqualTo(GroupRule.Status.ABSTAIN_UNKNOWN_GROUP);
    }

    @Test
    void theDisparityTableCountsTheCertificationSample() {
        List<GroupDisparity> table = RESULT.disparities(UncertifiedGroups.ABSTAIN);
        assertThat(table).extracting(GroupDisparity::name).containsExactlyElementsOf(NAMES);
        assertThat(table.get(0).samples()).isEqualTo(802);
        assertThat(table.get(0).risk()).hasValue(52.0 / 802);
        assertThat(table.get(0).acceptedShare()).hasValue(502.0 / 802);
        assertThat(table.get(0).selectiveRisk()).hasValue(2.0 / 502);
        assertThat(table.get(2).acceptedShare()).hasValue(0);
        assertThat(table.get(2).selectiveRisk()).isEmpty();
        assertThat(table.get(3).risk()).isEmpty();
        assertThat(RESULT.disparities(UncertifiedGroups.POOLED).get(2).acceptedShare())
                .hasValue(1);
    }

    @Test
    void badGroupsAreNamed() {
        ScoredLosses two = new Rows().block(0.5, 2, 0).sample();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> GroupedLosses.of(two, new int[] {0, 2}, List.of("a", "b")))
                .withMessage("row 1: group 2 is not between 0 and 1");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> GroupedLosses.of(two, new int[] {0}, List.of("a")));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> GroupedLosses.of(two, new int[] {0, 0}, List.of()));
        GroupedLosses a = GroupedLosses.of(two, new int[2], List.of("a"));
        GroupedLosses b = GroupedLosses.of(two, new int[2], List.of("b"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> FixedSequence.DEFAULT.certifyGroups(a, b, MaxRisk.of(0.1), Confidence.of(0.9)))
                .withMessageContaining("[a]");
    }
}
