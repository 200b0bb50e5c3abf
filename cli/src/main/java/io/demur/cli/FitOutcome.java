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
 * @param shared rows that were given to certify and left out, because they also tuned
 * @param certification of one rule for all; of all groups pooled where there are groups
 * @param coverage how the risk was found, where a coverage was asked for
 * @param groups one certification per group, where there are groups
 */
record FitOutcome(
        FittedScore fitted,
        ScoredSample sample,
        int shared,
        Certification certification,
        Optional<CoverageCertification> coverage,
        Optional<GroupedCertification> groups) {

    /** The same with the number of rows that were left out. */
    FitOutcome withShared(int count) {
        return new FitOutcome(fitted, sample, count, certification, coverage, groups);
    }
}
