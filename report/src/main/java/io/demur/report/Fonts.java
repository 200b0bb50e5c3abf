package io.demur.report;

import io.demur.logits.InputException;
import java.awt.Font;
import java.awt.font.FontRenderContext;

/** The letters of pictures, which not every Java has. */
final class Fonts {
    private Fonts() {}

    /**
     * The sans-serif font of the machine. What a Java without fontconfig or any font throws depends on its version, so it
     * is asked for one letter alone: whatever goes wrong later is no matter of fonts.
     *
     * @throws InputException if this Java finds none
     */
    static Font sansSerif(int size) {
        // No window is ever opened, so none must be looked for.
        System.setProperty("java.awt.headless", "true");
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, size);
            font.getStringBounds("a", new FontRenderContext(null, true, true));
            return font;
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw none(e);
        }
    }

    private static InputException none(Throwable cause) {
        InputException problem = new InputException(
                "PNG",
                "this Java finds no font for the letters of a picture",
                "install fontconfig and a font, for example fonts-dejavu-core");
        problem.initCause(cause);
        return problem;
    }
}
