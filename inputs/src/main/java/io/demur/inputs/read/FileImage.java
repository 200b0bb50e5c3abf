package io.demur.inputs.read;

import io.demur.inputs.ImageSource;
import io.demur.inputs.RgbImage;
import io.demur.io.file.InputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture in a file. */
record FileImage(Path file) implements ImageSource {
    @Override
    public RgbImage image() {
        return ImageDecoder.rgb(place(), content());
    }

    @Override
    public byte[] content() {
        return bytes(file);
    }

    @Override
    public String place() {
        return file.toString();
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read", e);
        }
    }
}
