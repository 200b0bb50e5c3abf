package io.demur.cli;

import io.demur.evaluation.FittedScore;
import io.demur.evaluation.ScoredSample;
import io.demur.guarantee.Certification;
import io.demur.guarantee.CoverageCertification;
import io.demur.guarantee.GroupedCertification;
import java.util.Optional;

/**
 * What a fit has found.
 *
 * @param fitted the score
 * @param sample the rows that certified
 * @param certification of one rule for all; of all groups pooled where there are groups
 * @param coverage how the risk was found, where a coverage was asked for
 * @param groups one certification per group, where there are groups
 */
record FitOutcome(
        FittedScore fitted,
        ScoredSample sample,
        Certification certification,
        Optional<CoverageCertification> coverage,
        Optional<GroupedCertification> groups) {}
