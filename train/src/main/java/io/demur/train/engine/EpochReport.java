package io.demur.train.engine;

import io.demur.train.loss.Tally;
import java.util.Optional;

/**
 * One epoch.
 *
 * @param epoch its number, from 1
 * @param step steps taken since the beginning
 * @param training sums over the batches as training met them: before each step, with dropout and mixup at work
 * @param tuning plain cross-entropy and errors on the tuning rows after the epoch, dropout off; empty without such rows
 * @param lr learning rate of the epoch's last step
 * @param elapsedNanos time since the epoch began or the training was resumed, tuning rows included
 */
public record EpochReport(int epoch, long step, Tally training, Optional<Tally> tuning, double lr, long elapsedNanos) {
    /** The same after another time. */
    public EpochReport after(long nanos) {
        return new EpochReport(epoch, step, training, tuning, lr, nanos);
    }
}
