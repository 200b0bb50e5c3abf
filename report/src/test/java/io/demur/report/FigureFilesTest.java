package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.logits.InputException;
import io.demur.logits.Labels;
import io.demur.score.PlainScore;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class FigureFilesTest {
    @TempDir
    private Path folder;

    @Test
    void identicalInputGivesIdenticalFiles() throws Exception {
        List<String> names = FigureFiles.write(folder.resolve("a"), Examples.full("CE", "LS"));
        FigureFiles.write(folder.resolve("b"), Examples.full("CE", "LS"));
        assertThat(names)
                .contains("risk-coverage.svg", "risk-coverage.png", "generalised-risk.svg", "aurc-by-norm-order.svg")
                .contains("max-logit-1.svg", "reliability-2.png", "confidence-1a.svg");
        for (String name : names) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
        assertThat(folder.resolve("a").toFile().list()).hasSize(names.size());
    }

    @Test
    void svgIsXmlWhateverTheNames() throws Exception {
        FigureFiles.write(folder, Examples.full("a<b>&\"'\u0001]]>", "x\ud800--><script>"));
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".svg")).toList()) {
                Document svg = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile());
                assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
                assertThat(svg.getElementsByTagName("script").getLength()).isZero();
                assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                        .isNotBlank();
            }
        }
    }

    @Test
    void pngHasThreePixelsToAPointAndTheColoursOfThePage() throws Exception {
        FigureFiles.write(folder, Examples.full("CE", "LS"));
        BufferedImage image = ImageIO.read(folder.resolve("risk-coverage.png").toFile());
        assertThat(image.getWidth()).isEqualTo(3 * 690);
        assertThat(image.getHeight()).isEqualTo(3 * 400);
        int wanted = Integer.parseInt(Palette.colour(1, Palette.Scheme.LIGHT).substring(1), 16);
        long hits = java.util.Arrays.stream(
                        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .filter(rgb -> (rgb & 0xffffff) == wanted)
                .count();
        assertThat(hits).isGreaterThan(500);
    }

    /** What goes wrong while painting is no matter of fonts, and must not be told as one. */
    @Test
    void aFaultOfThePlotIsNotTakenForAMissingFont() {
        Plot plot = new Plot(
                200,
                100,
                Axis.share("x"),
                Axis.share("y"),
                List.of(new Mark.Line(Ink.AXIS, null)),
                new Plot.Legend(Plot.Corner.UPPER_LEFT, List.of()));
        assertThatThrownBy(() -> FigureFiles.png(plot)).isInstanceOf(NullPointerException.class);
        RankedScene scene = RankedScene.of(Examples.draw(4, 3, 4).rows(), Labels.of(0, 1, 2, 0), PlainScore.MSP, 1);
        List<RankingMap.Named> scenes = List.of(new RankingMap.Named(null, "m", scene));
        assertThatThrownBy(
                        () -> RankingMap.png(new RankingMap.Size(2, 2), Optional.empty(), scenes, RankingMap.Shown.ALL))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void aFileInTheWayIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("f"), "");
        assertThatThrownBy(() -> FigureFiles.write(file, Examples.report("m", Examples.draw(50, 3, 4))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is not a folder");
    }
}
