package io.demur.logits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePassTest {

    @ParameterizedTest(name = "on {0} threads")
    @ValueSource(ints = {1, 2, 5})
    void everyRowIsSeenExactlyOnce(int threads) {
        int rows = 10_007;
        double[] values = IntStream.range(0, 2 * rows).mapToDouble(i -> i).toArray();
        AtomicIntegerArray seen = new AtomicIntegerArray(rows);
        AtomicInteger workers = new AtomicInteger();
        TilePass.run(ArrayLogits.of(values, 2), threads, () -> {
            workers.incrementAndGet();
            return tile -> {
                for (int r = 0; r < tile.rows(); r++) {
                    int row = (int) tile.firstRow() + r;
                    assertThat(tile.value(r, 1)).isEqualTo(2 * row + 1);
                    seen.incrementAndGet(row);
                }
            };
        });
        assertThat(IntStream.range(0, rows).map(seen::get).toArray()).containsOnly(1);
        assertThat(workers).as("one worker per thread").hasValue(threads);
    }

    @Test
    void oneThreadIsTheCallers() {
        Thread caller = Thread.currentThread();
        TilePass.run(
                ArrayLogits.of(new double[] {1, 2}, 2),
                1,
                () -> tile -> assertThat(Thread.currentThread()).isSameAs(caller));
    }

    @Test
    void emptySourcesCallNobody() {
        TilePass.run(ArrayLogits.of(new double[0], 2), 3, () -> tile -> {
            throw new AssertionError("no tile was expected");
        });
    }

    @ParameterizedTest(name = "on {0} threads")
    @ValueSource(ints = {1, 2, 5})
    @DisplayName("of many failures that of the earliest tile is thrown")
    void theEarliestFailureWins(int threads) {
        for (int trial = 0; trial < 20; trial++) {
            assertThatThrownBy(() -> TilePass.run(new Counting(40, 99), threads, () -> tile -> {
                        if (tile.firstRow() >= 70) {
                            pause(tile.firstRow() == 70 ? 3 : 0);
                            throw new InputException("row " + tile.firstRow(), "is bad");
                        }
                    }))
                    .isInstanceOf(InputException.class)
                    .hasMessage("row 70: is bad");
        }
    }

    @Test
    @DisplayName("a source that fails later does not hide the failure of an earlier tile")
    void aFailingSourceComesAfterTheTilesItHandedOut() {
        Counting source = new Counting(40, 2);
        assertThatThrownBy(() -> TilePass.run(source, 2, () -> tile -> {
                    if (tile.firstRow() == 10) {
                        await(source.failed);
                        throw new InputException("row 10", "is bad");
                    }
                }))
                .hasMessage("row 10: is bad");
    }

    @Test
    void aFailureStopsTheClaims() {
        Counting source = new Counting(100_000, Integer.MAX_VALUE);
        assertThatThrownBy(() -> TilePass.run(source, 1, () -> tile -> {
                    throw new InputException("here", "stop");
                }))
                .hasMessage("here: stop");
        assertThat(source.claims).hasValue(1);
    }

    @ParameterizedTest(name = "on {0} threads")
    @ValueSource(ints = {1, 3})
    void errorsAreNotSwallowed(int threads) {
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        assertThatThrownBy(() -> TilePass.run(new Counting(9, 99), threads, () -> tile -> {
                    throw error;
                }))
                .isSameAs(error);
    }

    @Test
    void anInterruptDoesNotCutThePassShortAndIsKept() {
        AtomicLong rows = new AtomicLong();
        Thread.currentThread().interrupt();
        TilePass.run(new Counting(30, 99), 3, () -> tile -> rows.addAndGet(tile.rows()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rows).hasValue(300);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Tiles of ten rows of zeros; the claim {@code failAt} fails before it says what it was reading. */
    private static final class Counting implements Logits {
        final AtomicInteger claims = new AtomicInteger();
        final CountDownLatch failed = new CountDownLatch(1);
        private final int tiles;
        private final int failAt;

        Counting(int tiles, int failAt) {
            this.tiles = tiles;
            this.failAt = failAt;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public String dtype() {
            return "float32";
        }

        @Override
        public OptionalLong rows() {
            return OptionalLong.empty();
        }

        @Override
        public Pass pass() {
            return tile -> {
                int claim = claims.getAndIncrement();
                if (claim == failAt) {
                    failed.countDown();
                    throw new InputException("counting", "is cut short");
                }
                tile.hold(10L * claim, claim < tiles ? 10 : 0);
                Stream.of(tile.values()).forEach(values -> Arrays.fill(values, 0));
                return claim < tiles;
            };
        }

        @Override
        public void close() {}
    }
}
