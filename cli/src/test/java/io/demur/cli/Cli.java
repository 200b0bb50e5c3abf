package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands in this process, and makes files for them. */
final class Cli {
    private Cli() {}

    /** What a command left behind. */
    record Result(int code, String out, String err) {}

    static Result run(Object... args) {
        String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Demur.run(texts, out, err);
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** Logits of Banking77 from another trainer, whose metrics are known from other programs, copied into a folder. */
    static void demoFiles(Path folder) throws IOException {
        for (String file : new String[] {"alpha00.npz", "alpha20.npz", "labels.npz", "classes.txt"}) {
            try (InputStream resource = Cli.class.getResourceAsStream("/io/demur/banking77/" + file)) {
                Files.copy(resource, folder.resolve(file));
            }
        }
    }

    /** An NPY file of version 1.0 with any header and any bytes behind it. */
    static Path npy(Path file, String header, byte... data) throws IOException {
        byte[] text = (header + "\n").getBytes(UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) text.length).put(text).put(data);
        return Files.write(file, bytes.array());
    }

    static Path csv(Path file, String... lines) throws IOException {
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }
}
