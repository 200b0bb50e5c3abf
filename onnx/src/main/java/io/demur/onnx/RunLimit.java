package io.demur.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Ends runs that take too long: ONNX Runtime looks before each node whether it is to end. */
final class RunLimit {
    static final RunLimit NONE = new RunLimit(Optional.empty());

    private final Optional<Duration> most;

    private RunLimit(Optional<Duration> most) {
        this.most = most;
    }

    static RunLimit of(Duration most) {
        return new RunLimit(Optional.of(most));
    }

    /** The thread that looks at the clock, made when it is first needed. */
    private static final class Watch {
        private static final ScheduledThreadPoolExecutor THREAD = thread();

        private static ScheduledThreadPoolExecutor thread() {
            ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, work -> {
                Thread thread = new Thread(work, "demur-run-limit");
                thread.setDaemon(true);
                return thread;
            });
            executor.setRemoveOnCancelPolicy(true);
            return executor;
        }
    }

    /** One run that can be stopped from another thread as long as it lasts. */
    private static final class Run implements AutoCloseable {
        private final OrtSession.RunOptions options;
        private boolean ended;
        private boolean stopped;

        Run() throws OrtException {
            options = new OrtSession.RunOptions();
        }

        synchronized void stop() {
            if (ended) {
                return;
            }
            stopped = true;
            try {
                options.setTerminate(true);
            } catch (OrtException e) {
                throw new IllegalStateException("a run of ONNX Runtime cannot be stopped", e);
            }
        }

        synchronized boolean isStopped() {
            return stopped;
        }

        @Override
        public synchronized void close() {
            ended = true;
            options.close();
        }
    }

    /**
     * Runs a session.
     *
     * @throws ModelTimeout if it was stopped
     */
    OrtSession.Result run(OrtSession session, Map<String, OnnxTensor> inputs, String output) throws OrtException {
        if (most.isEmpty()) {
            return session.run(inputs, Set.of(output));
        }
        long millis = most.get().toMillis();
        try (Run run = new Run()) {
            Future<?> stop = Watch.THREAD.schedule(run::stop, millis, TimeUnit.MILLISECONDS);
            try {
                return session.run(inputs, Set.of(output), run.options);
            } catch (OrtException e) {
                if (run.isStopped()) {
                    throw new ModelTimeout("no end after " + millis + " ms", e);
                }
                throw e;
            } finally {
                stop.cancel(false);
            }
        }
    }
}
