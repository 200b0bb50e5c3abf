package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.demur.serve.Example;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As many connections as the server takes, in a process with a heap of 256 MiB. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class ConnectionsTest {
    private static final int MANY = 10_000;
    private static final String BODY = "{\"logits\":[9,0,0]}";
    private static final byte[] REQUEST = ("POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();

    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] first = in.readNBytes(12);
        in.skipNBytes(in.available());
        return new String(first, StandardCharsets.US_ASCII);
    }

    private Socket open(ServerProcess server) throws IOException {
        Socket socket = Example.socket(server.port());
        socket.setSoTimeout(30_000);
        sockets.add(socket);
        return socket;
    }

    @Test
    @DisplayName("10,000 connections at once: every one is answered, the next waits its turn, and the server lives on")
    void tenThousand() throws Exception {
        assumeTrue(
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        && system.getMaxFileDescriptorCount() > MANY + 1_000,
                "fewer file descriptors than connections");
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
        try (ServerProcess server =
                ServerProcess.start(selector, "--timeout", "100", "--max-connections", Integer.toString(MANY))) {
            for (int i = 0; i < MANY; i++) {
                open(server);
            }
            for (int i = 0; i < MANY; i++) {
                sockets.get(i).getOutputStream().write(REQUEST);
                assertThat(answer(sockets.get(i))).as("connection %d", i).isEqualTo("HTTP/1.1 200");
            }
            Socket next = open(server);
            next.getOutputStream().write(REQUEST);
            next.setSoTimeout(500);
            assertThatThrownBy(() -> answer(next)).isInstanceOf(SocketTimeoutException.class);
            for (int i = 0; i < 100; i++) {
                sockets.get(i).close();
            }
            next.setSoTimeout(30_000);
            assertThat(answer(next)).isEqualTo("HTTP/1.1 200");
            assertThat(server.isAlive()).isTrue();
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
