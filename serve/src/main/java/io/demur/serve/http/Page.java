package io.demur.serve.http;

import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The operator's page and the description of the interface: files that come with the program, and hold no data. */
final class Page {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Page() {}

    static void attach(Javalin app) {
        file(app, "/", "page.html", "text/html; charset=utf-8");
        file(app, "/page.js", "page.js", "text/javascript; charset=utf-8");
        file(app, "/page.css", "page.css", "text/css; charset=utf-8");
        file(app, "/openapi.json", "openapi.json", Reply.JSON);
    }

    private static void file(Javalin app, String path, String resource, String type) {
        byte[] bytes = read(resource);
        app.get(path, context -> {
            context.res().setHeader("Content-Security-Policy", POLICY);
            context.res().setHeader("Referrer-Policy", "no-referrer");
            Reply.send(context.res(), 200, type, bytes);
        });
    }

    private static byte[] read(String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the program comes without its " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
