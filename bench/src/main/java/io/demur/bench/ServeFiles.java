package io.demur.bench;

import io.demur.io.json.SelectorJson;
import io.demur.score.Score;
import io.demur.select.ModelIdentity;
import io.demur.select.Selector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes what the load on a server is made of: a selector for 1,000 classes, a row as JSON, 1,000 rows in binary. */
final class ServeFiles {
    private static final int CLASSES = 1_000;
    private static final int ROWS = 1_000;

    private ServeFiles() {}

    /** Takes the folder to write to. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
        SelectorJson.write(folder.resolve("selector.json"), selector());
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder row = new StringBuilder("{\"logits\":[");
        for (int k = 0; k < CLASSES; k++) {
            row.append(k == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.6f", random.nextDouble(-4, 8)));
        }
        Files.writeString(folder.resolve("row.json"), row.append("]}"));
        String head = "{\"inputs\":[{\"name\":\"logits\",\"shape\":[" + ROWS + "," + CLASSES
                + "],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":" + 4 * ROWS * CLASSES
                + "}}],\"parameters\":{\"binary_data_output\":true}}";
        ByteBuffer floats = ByteBuffer.allocate(4 * ROWS * CLASSES).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            floats.putFloat((float) random.nextDouble(-4, 8));
        }
        try (OutputStream out = Files.newOutputStream(folder.resolve("rows.bin"))) {
            out.write(head.getBytes(StandardCharsets.UTF_8));
            out.write(floats.array());
        }
        script(folder, "decide.lua", "row.json", "");
        script(
                folder,
                "infer.lua",
                "rows.bin",
                "wrk.headers[\"Inference-Header-Content-Length\"] = \"" + head.length() + "\"\n");
    }

    private static void script(Path folder, String name, String body, String more) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "wrk.method = \"POST\"\nlocal file = io.open(\"" + folder.resolve(body)
                        + "\", \"rb\")\nwrk.body = file:read(\"*a\")\nfile:close()\n" + more);
    }

    private static Selector selector() {
        return Selector.uncertified(Score.parse("msp"), 0, new ModelIdentity("load", CLASSES, "float32"));
    }
}
