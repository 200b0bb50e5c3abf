package io.demur.inputs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class PrefetchTest {
    private static final Batches BATCHES = new Batches(100, 7, LastBatch.KEEP, 3);

    private static <T> Prefetch<T> start(Function<int[], T> prepare, int workers, int ahead) {
        return Prefetch.start(BATCHES.epoch(0), prepare, new Prefetch.Threads(workers, ahead));
    }

    @ParameterizedTest(name = "{0} workers, {1} ahead")
    @CsvSource({"1,1", "1,4", "3,1", "4,8", "2,100"})
    @DisplayName("batches come in the order of the source")
    void order(int workers, int ahead) {
        List<int[]> seen = new ArrayList<>();
        try (Prefetch<int[]> prefetch = start(PrefetchTest::slowly, workers, ahead)) {
            prefetch.forEachRemaining(seen::add);
        }
        List<int[]> expected = new ArrayList<>();
        BATCHES.epoch(0).forEachRemaining(expected::add);
        assertThat(seen).usingRecursiveComparison().isEqualTo(expected);
    }

    private static int[] slowly(int[] rows) {
        try {
            Thread.sleep(rows[0] % 5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return rows;
    }

    @Test
    @DisplayName("no more batches are begun than may lie ahead")
    void bounded() {
        AtomicInteger begun = new AtomicInteger();
        try (Prefetch<Integer> prefetch = start(rows -> begun.incrementAndGet(), 4, 3)) {
            for (int taken = 1; prefetch.hasNext(); taken++) {
                prefetch.next();
                assertThat(begun.get()).isBetween(taken, taken + 3);
            }
        }
        assertThat(begun.get()).isEqualTo(BATCHES.perEpoch());
    }

    @Test
    @DisplayName("a failure arrives in its turn, behind the batches before it")
    void failures() {
        AtomicInteger calls = new AtomicInteger();
        Function<int[], Integer> third = rows -> {
            int call = calls.incrementAndGet();
            if (call == 3) {
                throw new IllegalArgumentException("third");
            }
            return call;
        };
        try (Prefetch<Integer> prefetch = start(third, 1, 5)) {
            assertThat(prefetch.next()).isEqualTo(1);
            assertThat(prefetch.next()).isEqualTo(2);
            assertThatThrownBy(prefetch::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("third");
        }
        try (Prefetch<Integer> prefetch = start(PrefetchTest::exhausted, 2, 2)) {
            assertThatThrownBy(prefetch::next).isInstanceOf(OutOfMemoryError.class);
        }
    }

    private static Integer exhausted(int[] rows) {
        throw new OutOfMemoryError("no room for " + rows.length);
    }

    @Test
    @DisplayName("a failure of the source arrives behind the batches that it gave")
    void failingSource() {
        Iterator<int[]> source = new Iterator<>() {
            private boolean given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public int[] next() {
                if (given) {
                    throw new NoSuchElementException("source");
                }
                given = true;
                return new int[] {4};
            }
        };
        try (Prefetch<int[]> prefetch = Prefetch.start(source, rows -> rows, new Prefetch.Threads(2, 3))) {
            assertThat(prefetch.next()).containsExactly(4);
            assertThatThrownBy(prefetch::next).hasMessage("source");
            assertThat(prefetch.hasNext()).isFalse();
        }
    }

    @Test
    @DisplayName("closing early stops the workers, and nothing more is given")
    void closes() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        Prefetch<int[]> prefetch = start(
                rows -> {
                    begun.countDown();
                    try {
                        Thread.sleep(20_000);
                    } catch (InterruptedException e) {
                        ended.countDown();
                    }
                    return rows;
                },
                1,
                4);
        begun.await();
        prefetch.close();
        assertThat(ended.getCount()).isZero();
        assertThat(prefetch.hasNext()).isFalse();
        assertThatThrownBy(prefetch::next).isInstanceOf(NoSuchElementException.class);
        prefetch.close();
    }

    @Test
    @DisplayName("an interrupted consumer is told, and stays interrupted")
    void interrupted() {
        CountDownLatch never = new CountDownLatch(1);
        Function<int[], int[]> waiting = rows -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return rows;
        };
        try (Prefetch<int[]> prefetch = start(waiting, 1, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(prefetch::next).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void refuses() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Prefetch.Threads(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Prefetch.Threads(1, 0));
    }
}
