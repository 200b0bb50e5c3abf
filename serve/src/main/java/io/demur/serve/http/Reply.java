package io.demur.serve.http;

import io.demur.io.json.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes answers. */
final class Reply {
    static final String JSON = "application/json";

    private Reply() {}

    static void send(HttpServletResponse response, int status, String type, byte[] bytes) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    static void json(HttpServletResponse response, int status, String text) throws IOException {
        send(response, status, JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One line that says what was wrong. */
    static void error(HttpServletResponse response, int status, String line) throws IOException {
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", "1");
        }
        json(response, status, error(line));
    }

    static String error(String line) {
        return "{\"error\":" + JsonText.quoted(line) + "}\n";
    }
}
