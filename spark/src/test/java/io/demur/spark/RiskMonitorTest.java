package io.demur.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.guarantee.Confidence;
import io.demur.guarantee.MaxRisk;
import io.demur.logits.InputException;
import io.demur.monitor.RiskWealth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wealth on streams is that of the losses in the order of the requests, whatever comes when, and after restarts. */
class RiskMonitorTest {
    private static final MaxRisk RISK = MaxRisk.of(0.05);
    private static final Confidence CONFIDENCE = Confidence.of(0.95);
    private static final int ANSWERED = 60;

    @TempDir
    Path folder;

    private RiskMonitor monitor(MaxRisk risk) {
        return new RiskMonitor(risk, CONFIDENCE, "1 hour", folder.resolve("state"));
    }

    private Dataset<Row> stream(String name, String schema) {
        return Sessions.get()
                .readStream()
                .schema(schema)
                .json(folder.resolve(name).toString());
    }

    /** Takes all files that there are, as a query that is started anew. */
    private MonitorState run() throws TimeoutException, StreamingQueryException {
        Dataset<Row> decisions = stream("decisions", "request LONG, time TIMESTAMP, prediction INT, accept BOOLEAN");
        Dataset<Row> labels = stream("labels", "request LONG, time TIMESTAMP, label INT");
        monitor(RISK)
                .watch(decisions, labels)
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .start()
                .awaitTermination();
        return monitor(RISK).state();
    }

    private void write(String name, List<String> lines) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Path file = Files.write(folder.resolve(name + ".new"), lines);
        try (var files = Files.list(directory)) {
            Files.move(file, directory.resolve(files.count() + ".json"));
        }
    }

    private static String decision(int request, int minute) {
        return String.format(
                "{\"request\":%d,\"time\":\"2026-01-01 %02d:%02d:00\",\"prediction\":1,\"accept\":%b}",
                request, minute / 60, minute % 60, request % 4 != 0);
    }

    private static String label(int request, int minute, int label) {
        return String.format(
                "{\"request\":%d,\"time\":\"2026-01-01 %02d:%02d:00\",\"label\":%d}",
                request, minute / 60, minute % 60, label);
    }

    @Test
    void wealthOfLateLabelsInTheOrderOfRequests() throws Exception {
        Random random = new Random(5);
        Files.createDirectories(folder.resolve("state"));
        Files.createDirectories(folder.resolve("labels"));
        List<String> decisions = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        RiskWealth expected = new RiskWealth(RISK, CONFIDENCE);
        int never = 41;
        for (int request = 0; request < ANSWERED * 4 / 3; request++) {
            decisions.add(decision(request, request / 4));
            if (request % 4 == 0) {
                continue; // abstained: nothing to watch
            }
            int label = random.nextInt(10) == 0 ? 0 : 1;
            expected.add(request == never || label == 0 ? 1 : 0);
            if (request != never) {
                labels.add(label(request, request / 4 + random.nextInt(30), label));
            }
        }
        Collections.shuffle(labels, random);
        write("decisions", decisions.subList(0, 50));
        write("labels", labels.subList(0, 10));
        MonitorState first = run();
        assertThat(first.wealth().observations()).isLessThan(ANSWERED);
        write("decisions", decisions.subList(50, decisions.size()));
        write("labels", labels.subList(10, labels.size()));
        MonitorState second = run();
        assertThat(second.wealth().observations())
                .as("waits for the missing label")
                .isLessThan(ANSWERED);
        assertThat(second.waiting()).isPositive();

        // Hours later the watermark has passed everything; these two requests are the new end of the sample.
        write("decisions", List.of(decision(1001, 300), decision(1002, 600)));
        write("labels", List.of(label(1001, 300, 1), label(1002, 600, 1)));
        run();
        MonitorState last = run();
        expected.add(0);
        expected.add(0);
        assertThat(last.wealth().observations()).isEqualTo(ANSWERED + 2);
        assertThat(last.wealth().state()).isEqualTo(expected.state());
        assertThatThrownBy(() -> monitor(MaxRisk.of(0.1)).state())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is the state of another claim");
    }
}
