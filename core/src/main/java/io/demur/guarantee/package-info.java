/**
 * Certified thresholds: "what is accepted is wrong at most r of the time, with confidence 1 - delta".
 *
 * <p>Two samples with two jobs. The tuning sample fixes the {@link io.demur.guarantee.Candidates candidate thresholds}
 * and the order in which they are tried. The certification sample, which no candidate depends on, is then counted once
 * at every candidate: given the number accepted, the number wrong is binomial with the true risk there, whatever ties
 * and atoms the scores have. A {@link io.demur.guarantee.Procedure} tests the candidates so that the chance of certifying
 * any whose true risk is above r is at most delta. The answer is a {@link io.demur.guarantee.Certified} threshold or
 * {@link io.demur.guarantee.Infeasible}, with what would be needed.
 *
 * <p>The two samples must be independent draws from the same distribution and share no rows; that is for the caller to
 * ensure, because equal scores alone do not prove equal rows.
 */
package io.demur.guarantee;
