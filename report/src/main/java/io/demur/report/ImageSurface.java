package io.demur.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** A plot as pixels, three to a point, black on white. Letters are those of the machine's sans-serif font. */
final class ImageSurface implements Surface {
    private static final int SCALE = 3;
    private static final int LETTERS = 13;
    private static final float BACK_OPACITY = 0.85f;

    private final Graphics2D graphics;

    private ImageSurface(Graphics2D graphics) {
        this.graphics = graphics;
    }

    static BufferedImage paint(Plot plot) {
        Font font = Fonts.sansSerif(LETTERS);
        BufferedImage image =
                new BufferedImage(plot.width() * SCALE, plot.height() * SCALE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setFont(font);
            graphics.setColor(colour(Ink.BACK));
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(SCALE, SCALE);
            plot.paint(new ImageSurface(graphics));
        } finally {
            graphics.dispose();
        }
        return image;
    }

    @Override
    public void line(Ink ink, double width, List<Spot> spots) {
        if (spots.isEmpty()) {
            return;
        }
        Path2D path = new Path2D.Double();
        path.moveTo(spots.get(0).x(), spots.get(0).y());
        spots.subList(1, spots.size()).forEach(spot -> path.lineTo(spot.x(), spot.y()));
        graphics.setColor(colour(ink));
        graphics.setStroke(stroke((float) width, ink.dash()));
        graphics.draw(path);
    }

    private static BasicStroke stroke(float width, String dash) {
        if (dash.isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        double[] lengths = Arrays.stream(dash.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        float[] pattern = new float[lengths.length];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (float) lengths[i];
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, pattern, 0);
    }

    @Override
    public void dot(Ink ink, Spot middle, double radius) {
        graphics.setColor(colour(ink));
        graphics.fill(new Ellipse2D.Double(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void box(Ink ink, Spot from, Spot to) {
        Rectangle2D box = new Rectangle2D.Double();
        box.setFrameFromDiagonal(from.x(), from.y(), to.x(), to.y());
        Color colour = colour(ink);
        float opacity = ink.kind() == Ink.Kind.BACK ? BACK_OPACITY : 1;
        graphics.setColor(
                new Color(colour.getRed() / 255f, colour.getGreen() / 255f, colour.getBlue() / 255f, opacity));
        graphics.fill(box);
    }

    @Override
    public void text(Spot spot, Anchor anchor, String text) {
        double width = graphics.getFontMetrics().getStringBounds(text, graphics).getWidth();
        double left =
                switch (anchor) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        graphics.setColor(Color.decode(Palette.text(Palette.Scheme.LIGHT)));
        graphics.drawString(text, (float) (spot.x() - left), (float) spot.y());
    }

    @Override
    public void upright(Spot spot, String text) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(spot.x(), spot.y());
        graphics.rotate(-Math.PI / 2);
        text(new Spot(0, 0), Anchor.MIDDLE, text);
        graphics.setTransform(before);
    }

    @Override
    public void clip(Spot upperLeft, Spot lowerRight) {
        graphics.clip(new Rectangle2D.Double(
                upperLeft.x(), upperLeft.y(), lowerRight.x() - upperLeft.x(), lowerRight.y() - upperLeft.y()));
    }

    @Override
    public void unclip() {
        graphics.setClip(null);
    }

    private static Color colour(Ink ink) {
        return Color.decode(ink.colour(Palette.Scheme.LIGHT));
    }
}
