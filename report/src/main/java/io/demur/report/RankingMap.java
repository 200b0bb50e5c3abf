package io.demur.report;

import io.demur.io.file.InputFile;
import io.demur.logits.InputException;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A sheet of pictures that shows where a segmentation model is sure: the picture and the truth, then predictions, then the
 * ranks of all labelled pixels from dark (least sure) to bright (surest). A good score leaves errors dark.
 *
 * <p>The same scenes give the same bytes on machines with the same Java and fonts.
 */
public final class RankingMap {
    private static final int GAP = 12;
    private static final int TITLE = 28;
    private static final int LETTERS = 16;
    private static final int GREY = 0xc8c8c8;
    private static final int BLACK = 0;
    /** Turns of the colour circle from class to class: no two near classes look alike. */
    private static final float TURN = 0.618034f;
    /** Viridis at equal distances. */
    private static final int[] VIRIDIS = {
        0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725
    };

    private static final int[] CLASS_COLOURS =
            IntStream.range(0, 256).map(RankingMap::newClassColour).toArray();

    private final int width;
    private final int height;
    private final List<List<Panel>> rows = new ArrayList<>();

    /** Which pixels of a ranking are coloured. */
    public enum Shown {
        /** Every labelled pixel. */
        ALL,
        /** Errors; right pixels are grey. */
        ERRORS
    }

    /**
     * A model's scene.
     *
     * @param title what the ranking is called
     * @param model what its prediction is called
     */
    public record Named(String title, String model, RankedScene scene) {}

    private record Panel(String title, BufferedImage image) {}

    private RankingMap(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /**
     * Draws the sheet as PNG.
     *
     * @param size of each picture
     * @param picture file of what the model saw, PNG or JPEG of any size
     * @param scenes at least one; each of {@code width x height} pixels, row after row
     * @throws InputException if a scene has another number of pixels, the picture cannot be read, or this Java finds no font
     */
    public static byte[] png(Size size, Optional<Path> picture, List<Named> scenes, Shown shown) {
        for (Named named : scenes) {
            if (named.scene().size() != (long) size.width() * size.height()) {
                throw new InputException(
                        named.title(),
                        "has " + named.scene().size() + " pixels, not " + size.height() + " x " + size.width());
            }
        }
        Font font = Fonts.sansSerif(LETTERS);
        RankingMap map = new RankingMap(size.width(), size.height());
        map.arrange(picture.map(RankingMap::read), scenes, shown);
        return map.png(font);
    }

    /** Of a picture, in pixels. */
    public record Size(int width, int height) {}

    private void arrange(Optional<BufferedImage> picture, List<Named> scenes, Shown shown) {
        List<Panel> first = new ArrayList<>();
        picture.ifPresent(image -> first.add(new Panel("picture", scaled(image))));
        RankedScene truth = scenes.get(0).scene();
        first.add(
                new Panel("truth", paint(pixel -> truth.isLabelled(pixel) ? classColour(truth.label(pixel)) : BLACK)));
        rows.add(first);
        List<Panel> predictions = new ArrayList<>();
        List<Panel> rankings = new ArrayList<>();
        List<String> drawn = new ArrayList<>();
        for (Named named : scenes) {
            RankedScene scene = named.scene();
            if (!drawn.contains(named.model())) {
                drawn.add(named.model());
                predictions.add(new Panel(
                        "prediction, " + named.model(), paint(pixel -> classColour(scene.prediction(pixel)))));
            }
            rankings.add(new Panel(named.title(), paint(pixel -> rankColour(scene, pixel, shown))));
        }
        rows.add(predictions);
        rows.add(rankings);
    }

    private static BufferedImage read(Path file) {
        try {
            BufferedImage image = ImageIO.read(InputFile.check(file).toFile());
            if (image == null) {
                throw new InputException(file.toString(), "is no picture in PNG or JPEG");
            }
            return image;
        } catch (IOException e) {
            throw InputFile.failure(file.toString(), "cannot be read as a picture", e);
        }
    }

    private static int rankColour(RankedScene scene, int pixel, Shown shown) {
        if (!scene.isLabelled(pixel)) {
            return BLACK;
        }
        return shown == Shown.ERRORS && !scene.isWrong(pixel) ? GREY : viridis(scene.rank(pixel));
    }

    private BufferedImage paint(IntUnaryOperator colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        Arrays.parallelSetAll(pixels, colour);
        return image;
    }

    private BufferedImage scaled(BufferedImage picture) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(picture, 0, 0, width, height, null);
        graphics.dispose();
        return image;
    }

    static int viridis(float rank) {
        float place = Math.max(0, Math.min(1, rank)) * (VIRIDIS.length - 1);
        int below = Math.min((int) place, VIRIDIS.length - 2);
        float part = place - below;
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = VIRIDIS[below] >> shift & 0xff;
            int to = VIRIDIS[below + 1] >> shift & 0xff;
            mixed = mixed << 8 | Math.round(from + part * (to - from));
        }
        return mixed;
    }

    private static int classColour(int klass) {
        return klass < CLASS_COLOURS.length ? CLASS_COLOURS[klass] : newClassColour(klass);
    }

    private static int newClassColour(int klass) {
        return Color.HSBtoRGB(klass * TURN, klass % 2 == 0 ? 0.75f : 0.5f, klass % 3 == 0 ? 0.95f : 0.75f) & 0xffffff;
    }

    private byte[] png(Font font) {
        int columns = rows.stream().mapToInt(List::size).max().orElseThrow();
        BufferedImage sheet = new BufferedImage(
                columns * (width + GAP) + GAP, rows.size() * (height + TITLE) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            graphics.setColor(Color.BLACK);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setFont(font);
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    Panel panel = rows.get(row).get(column);
                    int left = GAP + column * (width + GAP);
                    int top = TITLE + row * (height + TITLE);
                    graphics.drawString(panel.title(), left, top - 8);
                    graphics.drawImage(panel.image(), left, top, null);
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.setUseCache(false);
            ImageIO.write(sheet, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            graphics.dispose();
        }
    }
}
