package io.demur.serve.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.serve.Example;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large bodies in a process with a heap of 256 MiB: what is announced costs nothing, what arrives has a limit. */
@Tag("slow")
class BodyMemoryTest {
    private static final int ANNOUNCED = 64 << 20;
    private static final byte[] HEAD = ("POST /decide HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + ANNOUNCED
                    + "\r\n\r\n{\"logits\":[9,0,0]")
            .getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final List<Socket> sockets = new ArrayList<>();
    private ServerProcess server;

    @BeforeEach
    void start() throws IOException {
        server = ServerProcess.start(Example.selector(folder.resolve("s.json"), "intents", 3, 0), "--timeout", "30");
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    private Socket begin() throws IOException {
        Socket socket = Example.socket(server.port());
        sockets.add(socket);
        socket.getOutputStream().write(HEAD);
        socket.getOutputStream().flush();
        return socket;
    }

    private int decide() throws Exception {
        return Example.post(server.port(), "/decide", "{\"logits\":[9,0,0]}").statusCode();
    }

    @Test
    @DisplayName("fifty bodies of 64 MiB that are announced and do not come leave room for everybody else")
    void announced() throws Exception {
        for (int i = 0; i < 50; i++) {
            begin();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(decide()).isEqualTo(200);
        }
        for (Socket socket : sockets) {
            socket.setSoTimeout(20);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    @DisplayName("of large bodies that do come, those beyond the memory get 503 at once, and others are answered")
    void arriving() throws Exception {
        for (int i = 0; i < 8; i++) {
            begin();
        }
        byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        int refused = 0;
        for (Socket socket : sockets) {
            refused += isRefused(socket, spaces) ? 1 : 0;
        }
        assertThat(refused).isBetween(6, 7);
        assertThat(decide()).isEqualTo(200);
    }

    /** Sends 40 MiB of what was announced; whether the server said meanwhile that it has no room. */
    private static boolean isRefused(Socket socket, byte[] spaces) throws IOException {
        OutputStream out = socket.getOutputStream();
        try {
            for (int i = 0; i < 40; i++) {
                out.write(spaces);
            }
            out.flush();
        } catch (IOException e) {
            // Refused while it was sending; the answer may be lost with the connection.
            return true;
        }
        socket.setSoTimeout(200);
        try {
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith("503");
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
