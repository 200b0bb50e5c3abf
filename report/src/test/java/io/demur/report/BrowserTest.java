package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.demur.io.json.EvaluatedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, without a network. Skipped where there is no chromium with its driver. */
@Tag("slow")
class BrowserTest {
    private static final List<Integer> ORANGE = List.of(0xd5, 0x5e, 0x00);
    private static final List<Integer> ORANGE_IN_THE_DARK = List.of(255, 138, 61);

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path page;

    @BeforeAll
    static void open() {
        browser = Browser.open(folder);
        page = folder.resolve("report.html");
        HtmlReport.write(page, Examples.full("plain", "smoothed"));
    }

    @BeforeEach
    void load() {
        browser.load(page);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void drawsBothChartsWithoutNetworkAndComplaint() {
        assertThat(browser.run("return navigator.onLine")).isEqualTo(false);
        browser.waitForPixels("#risk-coverage", ORANGE, true);
        browser.waitForPixels("#generalised-risk", ORANGE, true);
        assertThat(browser.complaints()).isEmpty();
        browser.save("light.png");
    }

    @Test
    void aSwitchHidesAndShowsItsCurve() {
        WebElement box = browser.find("input[data-curve='1']");
        int before = browser.texts("#reading tbody tr").size();
        browser.waitForPixels("#risk-coverage", ORANGE, true);
        box.sendKeys(Keys.SPACE);
        browser.waitFor("return document.querySelectorAll('#reading tbody tr').length === " + (before - 1));
        browser.waitForPixels("#risk-coverage", ORANGE, false);
        box.sendKeys(Keys.SPACE);
        browser.waitFor("return document.querySelectorAll('#reading tbody tr').length === " + before);
        browser.waitForPixels("#risk-coverage", ORANGE, true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theKeyboardReachesEverythingInTheOrderOfThePage() {
        List<String> reached = new ArrayList<>();
        browser.find("body").sendKeys(Keys.TAB);
        for (int i = 0; i < 70; i++) {
            WebElement focus = browser.focus();
            reached.add(focus.getTagName()
                    + Optional.ofNullable(focus.getDomAttribute("id"))
                            .map(id -> "#" + id)
                            .orElse(""));
            focus.sendKeys(Keys.TAB);
        }
        assertThat(reached)
                .containsSubsequence(
                        "input", "summary", "input#coverage", "button", "summary", "input#target", "button", "button");
        WebElement slider = browser.find("#coverage");
        slider.sendKeys(Keys.HOME);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("0.0 % coverage");
        slider.sendKeys(Keys.ARROW_RIGHT);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("0.5 % coverage");
    }

    @Test
    void darkRepaintsTheCharts() {
        browser.scheme("dark");
        browser.waitFor("return getComputedStyle(document.body).backgroundColor === 'rgb(13, 17, 23)'");
        browser.waitForPixels("#risk-coverage", ORANGE_IN_THE_DARK, true);
        assertThat(browser.complaints()).isEmpty();
        browser.save("dark.png");
    }

    @Test
    void fitsAPhone() {
        browser.cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 380, "height", 800, "deviceScaleFactor", 2, "mobile", true));
        try {
            browser.run("location.reload()");
            browser.waitForCharts();
            assertThat(browser.number("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(380);
            browser.save("phone.png");
        } finally {
            browser.cdp("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void paperShowsThePicturesInsteadOfTheCharts() {
        browser.emulate(Map.of("media", "print"));
        try {
            assertThat(browser.find("#risk-coverage .chart").isDisplayed()).isFalse();
            assertThat(browser.find("#risk-coverage svg").isDisplayed()).isTrue();
            assertThat(browser.find("#target").isDisplayed()).isFalse();
            browser.save("print.png");
        } finally {
            browser.emulate(Map.of("media", ""));
        }
        browser.print("print.pdf");
    }

    /** Of four models by all scores, as many curves as a page holds; the best of three, because a machine that builds is busy. */
    @Test
    void theFirstPaintComesWithinASecond() throws IOException {
        EvaluatedModel model = Examples.model("m", Examples.draw(6000, 20, 7), plan -> plan);
        Path large = folder.resolve("large.html");
        HtmlReport.write(
                large,
                Report.of(
                        "Large",
                        Examples.ORIGIN,
                        IntStream.range(0, 4)
                                .mapToObj(i -> EvaluatedModel.of("model " + i, model.evaluation(), model.classNames()))
                                .toList()));
        assertThat(Files.size(large)).isBetween(1_000_000L, 2_000_000L);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            browser.load(large);
            browser.waitFor("return performance.getEntriesByName('first-contentful-paint').length === 1");
            best = Math.min(
                    best, browser.number("return performance.getEntriesByName('first-contentful-paint')[0].startTime"));
        }
        System.out.printf("first paint after %.0f ms%n", best);
        assertThat(best).isPositive().isLessThanOrEqualTo(1000);
    }
}
