package io.demur.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever fails on the store's thread, whoever waits for it is told, and the next one is served. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreThreadTest {
    private static Store memory() {
        return Store.open(Path.of(":memory:"));
    }

    private static long counted(StoreThread thread) {
        return thread.call(Store.Durability.NORMAL, -1L, Store::complaints);
    }

    @Test
    @DisplayName("an error, such as memory that is short, is told like any failure and undoes the transaction")
    void error() {
        AtomicInteger undone = new AtomicInteger();
        try (StoreThread thread = new StoreThread(memory(), undone::incrementAndGet)) {
            assertThatThrownBy(() -> thread.call(Store.Durability.FULL, true, store -> {
                        store.complain(new Truth("a", 0, 1));
                        throw new OutOfMemoryError("made up");
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("made up");
            assertThat(undone).hasValue(1);
            assertThat(counted(thread)).isZero();
        }
    }

    @Test
    @DisplayName("where forgetting fails too, nothing is done before it has succeeded")
    void undoFails() {
        AtomicInteger tries = new AtomicInteger();
        Runnable undo = () -> {
            if (tries.incrementAndGet() < 3) {
                throw new StackOverflowError("made up");
            }
        };
        try (StoreThread thread = new StoreThread(memory(), undo)) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> thread.call(Store.Durability.NORMAL, true, store -> {
                            throw new IllegalStateException("made up");
                        }))
                        .isInstanceOf(StoreException.class);
            }
            assertThat(counted(thread)).isZero();
            assertThat(tries).hasValue(3);
        }
    }
}
