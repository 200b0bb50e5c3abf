package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.serve.Example;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyTest {
    private static final String BODY = "{\"logits\":[9,0,0]}";

    @TempDir
    Path folder;

    @Test
    @DisplayName("the time of a request is the server's own, not that of a sender who is slow")
    void slowSender() throws Exception {
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (DecideServer server = DecideServer.start(Settings.local(selector))) {
            assertThat(Example.post(server.port(), "/decide", BODY).statusCode())
                    .isEqualTo(200);
            double before = seconds(server);
            try (Socket socket = Example.socket(server.port())) {
                OutputStream out = socket.getOutputStream();
                out.write(("POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + BODY.length() + "\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(3_000);
                out.write(BODY.substring(1).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
            assertThat(seconds(server) - before).isBetween(0.0, 1.5);
        }
    }

    private static double seconds(DecideServer server) throws Exception {
        TimeUnit.MILLISECONDS.sleep(100);
        Matcher sum = Pattern.compile("demur_http_requests_seconds_sum\\{route=\"decide\",status=\"200\"\\} (\\S+)")
                .matcher(Example.get(server.port(), "/metrics").body());
        assertThat(sum.find()).isTrue();
        return Double.parseDouble(sum.group(1));
    }
}
