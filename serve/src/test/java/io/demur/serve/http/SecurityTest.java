package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.serve.Example;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecurityTest {
    private static final String TOKEN = "a-token-of-the-tests";
    private static final String ROW = "{\"logits\":[2,0,0]}";

    @TempDir
    Path folder;

    private Settings settings() {
        return Settings.local(Example.selector(folder.resolve("s.json"), "intents", 3, 0));
    }

    @Test
    @DisplayName("without its token nothing but health and the empty page is answered")
    void tokens() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), TOKEN + "\nanother-token-of-the-tests\n");
        Security security = new Security(Optional.of(file), Optional.empty(), Security.Reach.LOOPBACK);
        try (DecideServer server = DecideServer.start(settings().with(security))) {
            int port = server.port();
            HttpResponse<String> none = Example.post(port, "/decide", ROW);
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
            for (String path : new String[] {"/metrics", "/status", "/v2", "/v2/models/intents"}) {
                assertThat(Example.get(port, path).statusCode()).as(path).isEqualTo(401);
            }
            for (String wrong : new String[] {"Bearer x", "Bearer " + TOKEN + "x", "Basic " + TOKEN, "Bearer", TOKEN}) {
                assertThat(Example.post(port, "/decide", ROW, "Authorization", wrong)
                                .statusCode())
                        .as(wrong)
                        .isEqualTo(401);
            }
            assertThat(Example.post(port, "/decide", ROW, "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(Example.get(port, "/v2/health/ready").statusCode()).isEqualTo(200);
            assertThat(Example.get(port, "/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("other machines are let in by a token or by saying so, not by mistake")
    void loopbackByDefault() throws Exception {
        Settings local = settings();
        Settings open = new Settings(local.files(), "0.0.0.0", 0, Limits.USUAL, Security.LOCAL, local.watch());
        assertThatThrownBy(() -> DecideServer.start(open))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--token-file");
        Path weak = Files.writeString(folder.resolve("weak"), "short\n");
        Security security = new Security(Optional.of(weak), Optional.empty(), Security.Reach.LOOPBACK);
        assertThatThrownBy(() -> DecideServer.start(local.with(security)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 16");
    }

    @Test
    void tls() throws Exception {
        Path store = folder.resolve("store.p12");
        run(
                "keytool",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "a",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storepass",
                "secret",
                "-keystore",
                store.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(Files.newInputStream(store), "secret".toCharArray());
        Certificate certificate = keys.getCertificate("a");
        Path pem = pem("CERTIFICATE", certificate.getEncoded());
        Path key = pem("PRIVATE KEY", keys.getKey("a", "secret".toCharArray()).getEncoded());
        Security security =
                new Security(Optional.empty(), Optional.of(new Security.Tls(pem, key)), Security.Reach.LOOPBACK);
        try (DecideServer server = DecideServer.start(settings().with(security))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting(certificate)).build();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/decide"))
                    .POST(HttpRequest.BodyPublishers.ofString(ROW))
                    .build();
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        Security wrong =
                new Security(Optional.empty(), Optional.of(new Security.Tls(key, key)), Security.Reach.LOOPBACK);
        assertThatThrownBy(() -> DecideServer.start(settings().with(wrong))).isInstanceOf(InputException.class);
    }

    private Path pem(String kind, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(
                folder.resolve(kind.replace(' ', '-')),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static SSLContext trusting(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", certificate);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static void run(String program, String... arguments) throws Exception {
        java.util.List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", program).toString());
        command.addAll(java.util.List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
