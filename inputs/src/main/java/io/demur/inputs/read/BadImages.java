package io.demur.inputs.read;

import io.demur.logits.InputException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What becomes of pictures and masks that cannot be used. Either they are refused, when they come to be decoded, or all
 * are decoded once at the beginning and those that cannot be are left out and remembered.
 */
public final class BadImages {
    private final Optional<ConcurrentLinkedQueue<String>> skipped;

    private BadImages(Optional<ConcurrentLinkedQueue<String>> skipped) {
        this.skipped = skipped;
    }

    /** They are refused. */
    public static BadImages refused() {
        return new BadImages(Optional.empty());
    }

    /** They are left out. */
    public static BadImages skipped() {
        return new BadImages(Optional.of(new ConcurrentLinkedQueue<>()));
    }

    /** One line for each that was left out so far, sorted. */
    public List<String> messages() {
        return skipped.stream().flatMap(queue -> queue.stream()).sorted().toList();
    }

    /** The numbers below {@code count} that stay, in order; {@code use} throws for a picture that cannot be used. */
    int[] kept(int count, IntConsumer use) {
        if (skipped.isEmpty()) {
            return IntStream.range(0, count).toArray();
        }
        IntPredicate good = number -> {
            try {
                use.accept(number);
                return true;
            } catch (InputException e) {
                skipped.get().add(Objects.requireNonNull(e.getMessage()));
                return false;
            }
        };
        return IntStream.range(0, count).parallel().filter(good).toArray();
    }
}
