package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.demur.evaluation.CurveSketch;
import io.demur.io.text.Numbers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** A pointer over the charts of the page. Skipped where there is no chromium with its driver. */
@Tag("slow")
class BrowserPointerTest {
    private static final String PLOT = "#risk-coverage .u-over";
    /** A pixel of the chart. */
    private static final double PIXEL = 0.002;

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;
    private static CurveSketch sketch;

    @BeforeAll
    static void open() {
        browser = Browser.open(folder);
        page = folder.resolve("report.html");
        Report report = Examples.full("plain", "smoothed");
        sketch = AllSeries.of(report).all().get(0).sketch();
        HtmlReport.write(page, report);
    }

    @BeforeEach
    void load() {
        browser.load(page);
        browser.run("document.querySelector('#risk-coverage').scrollIntoView()");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static double left() {
        return browser.number("return document.querySelector(arguments[0]).getBoundingClientRect().left", PLOT);
    }

    private static double width() {
        return browser.number("return document.querySelector(arguments[0]).getBoundingClientRect().width", PLOT);
    }

    /** Pixels from the middle of the plot, from where the driver counts, to a place between 0 and 1. */
    private static int fromMiddle(double place) {
        return (int) Math.round((place - 0.5) * width());
    }

    private static void hover(double place) {
        browser.pointer()
                .moveToElement(browser.find(PLOT), fromMiddle(place), 30)
                .perform();
    }

    private static void drag(double from, double to) {
        browser.pointer()
                .moveToElement(browser.find(PLOT), fromMiddle(from), 30)
                .clickAndHold()
                .moveByOffset(fromMiddle(to) - fromMiddle(from), 0)
                .release()
                .perform();
    }

    private static double slider(String property) {
        return browser.number("return +document.getElementById('coverage')[arguments[0]]", property);
    }

    private static void waitForRange(double from, double to) {
        browser.waitFor("const slider = document.getElementById('coverage'); return Math.abs(slider.min - " + from
                + ") < " + PIXEL + " && Math.abs(slider.max - " + to + ") < " + PIXEL);
    }

    /** How far the nearest point of the curve lies, which is what can be read there. */
    private static double gap(double place) {
        return sketch.points().stream()
                .mapToDouble(point -> Math.abs(sketch.coverage(point) - place))
                .min()
                .orElseThrow();
    }

    private static double share(String percent) {
        return Double.parseDouble(percent.replace(" %", "")) / 100;
    }

    @Test
    void whatLiesUnderThePointerIsReadFromTheCurve() {
        for (double place : new double[] {0.9, 0.31, 0.62}) {
            hover(place);
            browser.waitFor("return Math.abs(document.getElementById('coverage').value - " + place + ") < 0.01");
            List<String> cells = browser.texts("#reading tbody tr:first-child td");
            double coverage = share(cells.get(0));
            assertThat(coverage).isCloseTo(place, within(gap(place) + 2 * PIXEL));
            CurveSketch.Point point = sketch.points().stream()
                    .filter(p -> Numbers.percent(sketch.coverage(p), 2).equals(cells.get(0)))
                    .findFirst()
                    .orElseThrow();
            assertThat(cells.subList(1, 4))
                    .containsExactly(
                            Numbers.percent(point.risk(), 2),
                            Words.shareRange(point.interval().orElseThrow()),
                            Math.round(point.loss()) + " of " + Numbers.count(point.accepted()));
            assertThat(Double.parseDouble(cells.get(4)))
                    .isCloseTo(point.confidence(), within(1e-4 * Math.abs(point.confidence())));
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void bothChartsShowThePlaceOfThePointer() {
        hover(0.4);
        browser.waitFor("return Math.abs(document.getElementById('coverage').value - 0.4) < 0.01");
        double other = browser.number(
                "const line = document.querySelector('#generalised-risk .u-cursor-x').getBoundingClientRect();"
                        + " return line.right");
        assertThat(other).isCloseTo(left() + 0.4 * width(), within(3.0));
    }

    @Test
    void draggingZoomsAllChartsAndADoubleClickEndsIt() {
        drag(0.2, 0.5);
        waitForRange(0.2, 0.5);
        browser.find("#coverage").sendKeys(Keys.END);
        assertThat(browser.find("#coverage").getDomAttribute("aria-valuetext")).isEqualTo("50.0 % coverage");
        hover(0.5);
        browser.waitFor("return Math.abs(document.getElementById('coverage').value - 0.35) < 0.01");
        assertThat(share(browser.texts("#reading tbody tr:first-child td").get(0)))
                .isCloseTo(0.35, within(gap(0.35) + 2 * PIXEL));
        browser.pointer().doubleClick(browser.find(PLOT)).perform();
        waitForRange(0, 1);
        browser.find("#coverage").sendKeys(Keys.END);
        assertThat(browser.find("#coverage").getDomAttribute("aria-valuetext")).isEqualTo("100.0 % coverage");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aDoubleClickEndsTheZoomOfAButtonToo() {
        browser.find("button[data-zoom='0.05']").click();
        waitForRange(0, 0.05);
        WebElement slider = browser.find("#coverage");
        slider.sendKeys(Keys.END);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("5.0 % coverage");
        browser.run("document.querySelector('#risk-coverage').scrollIntoView()");
        browser.pointer().doubleClick(browser.find(PLOT)).perform();
        waitForRange(0, 1);
        assertThat(slider("max")).isEqualTo(1);
        slider.sendKeys(Keys.END);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("100.0 % coverage");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aDragInOneChartZoomsTheOther() {
        drag(0.1, 0.3);
        waitForRange(0.1, 0.3);
        browser.pointer()
                .moveToElement(browser.find("#generalised-risk .u-over"), fromMiddle(0.5), 30)
                .perform();
        browser.waitFor("return Math.abs(document.getElementById('coverage').value - 0.2) < 0.01");
    }
}
