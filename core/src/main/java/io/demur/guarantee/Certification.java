package io.demur.guarantee;

import java.util.Optional;

/** The answer of a {@link Procedure}: a certified threshold, or that there is none. */
public sealed interface Certification permits Certified, Infeasible {
    /** What was asked, how it was tested and on how many samples. */
    CertificateTerms terms();

    /** What SGR would have chosen, to compare with; empty if nothing, if losses are not 0/1 or only counts were given. */
    Optional<SgrRule> sgr();

    /** The answer in a sentence or two. */
    String text();
}
