package io.demur.serve.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** What Jetty itself refuses, before any route is looked at, in the same form as every other error. */
final class ErrorPages extends ErrorHandler {
    @Override
    public void handle(String target, Request base, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        base.setHandled(true);
        Reply.error(response, response.getStatus(), words(response.getStatus()));
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        byte[] line = Reply.error("request: " + words(status)).getBytes(StandardCharsets.UTF_8);
        fields.put(HttpHeader.CONTENT_TYPE, Reply.JSON);
        fields.put(HttpHeader.CONTENT_LENGTH, Integer.toString(line.length));
        return ByteBuffer.wrap(line);
    }

    private static String words(int status) {
        return HttpStatus.getMessage(status);
    }
}
