package io.demur.report;

import io.demur.io.file.AtomicFile;
import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Every figure of a report as SVG and as PNG, in the colours of the page.
 *
 * <p>The same report gives the same bytes; of the SVG on every machine, of the PNG on machines with the same fonts and
 * the same Java.
 */
public final class FigureFiles {
    private FigureFiles() {}

    /**
     * Writes the figures, over those of the same names.
     *
     * @param folder made if it does not exist
     * @return the names of the files
     * @throws InputException if the folder cannot be written, or this Java finds no font to draw letters with
     */
    public static List<String> write(Path folder, Report report) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(folder.toString(), "is not a folder", e);
        } catch (IOException e) {
            throw InputFile.failure(folder.toString(), "cannot be made", e);
        }
        List<String> names = new ArrayList<>();
        for (Figure figure : Figures.of(report, AllSeries.of(report))) {
            AtomicFile.writeText(folder.resolve(figure.id() + ".svg"), SvgSurface.file(figure));
            byte[] png = png(figure.plot());
            AtomicFile.write(folder.resolve(figure.id() + ".png"), out -> out.write(png));
            names.add(figure.id() + ".svg");
            names.add(figure.id() + ".png");
        }
        return names;
    }

    static byte[] png(Plot plot) {
        try {
            BufferedImage image = ImageSurface.paint(plot);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.setUseCache(false);
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
