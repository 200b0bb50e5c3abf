package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StudyFiguresTest {
    private static Figure figure(LossStudy study, String id) {
        return StudyFigures.of(study).stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(LossStudy study) {
        return StudyFigures.of(study).stream().map(Figure::id).toList();
    }

    @Test
    void everyModelIsADotAndMeansAreJoined() {
        Figure figure = figure(Examples.study(true), "aurc-by-alpha");
        List<Mark> marks = figure.plot().marks();
        assertThat(marks.stream().filter(Mark.Dot.class::isInstance)).hasSize(12);
        Mark.Line msp = marks.stream()
                .filter(Mark.Line.class::isInstance)
                .map(Mark.Line.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(msp.spots()).extracting(Spot::x).containsExactly(0.0, 0.1, 0.4);
        assertThat(msp.spots().get(2).y()).isCloseTo(0.0605, within(1e-12));
        assertThat(figure.table().rows()).contains(List.of("msp", "0.4", "6.050 %", "2"));
        assertThat(figure.alternative()).contains("AURC[paper]", "6.05 % at 0.4");
    }

    @Test
    void suppressionIsTheLineOfTheTheory() {
        Figure figure = figure(Examples.study(true), "suppression");
        assertThat(figure.table().rows())
                .containsExactly(List.of("0.1", "0.0900", "-0.0100"), List.of("0.4", "0.3600", "-0.0400"));
    }

    @Test
    void theMadeUpCasesShowWhatTheTheorySays() {
        List<List<String>> rows =
                figure(Examples.study(true), "suppression-cases").table().rows();
        assertThat(rows.get(0)).containsExactly("sharp softmax, well fit", "1, predicted", "0.80", "0.2400");
        assertThat(rows.get(5)).containsExactly("sharp softmax, poorly fit", "1, predicted", "0.25", "0.0200");
        assertThat(figure(Examples.study(true), "target").table().rows().get(0)).containsExactly("1", "1.00", "0.68");
    }

    @Test
    void whatCannotBeDrawnIsLeftOut() {
        assertThat(ids(Examples.study(false))).doesNotContain("error-aurc-norm").contains("aurc-by-alpha");
        LossStudy one = new LossStudy(
                3,
                io.demur.metric.CurveMetric.AURC,
                List.of(new LossStudy.Model(
                        "focal", OptionalDouble.empty(), 0, new LossStudy.Ranked(0, 1), Optional.empty())));
        assertThat(ids(one)).containsExactly("error-aurc-msp");
    }

    @Test
    void theyStandOnThePageAndEscapeNames() {
        Report plain = Examples.full("CE", "LS");
        Report report = new Report(
                plain.title(),
                plain.origin(),
                plain.models(),
                plain.comparisons(),
                plain.rules(),
                plain.insights(),
                Optional.of(Examples.study(true)));
        String page = HtmlReport.text(report);
        assertThat(page)
                .contains("id=\"aurc-by-alpha\"", "id=\"suppression\"", "id=\"norm-1\"", "id=\"max-logit-relative\"")
                .contains("focal &lt;loss&gt;")
                .doesNotContain("focal <loss>");
        assertThat(page.length()).isLessThan(2_000_000);
    }
}
