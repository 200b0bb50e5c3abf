package io.demur.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser. Skipped where there is no chromium with its driver. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
    private static final String BROWSER = "chromium";
    private static final String DRIVER = "chromedriver";

    /** Pixels of a canvas that are not transparent and carry a colour. */
    private static final String COLOURED = """
            const canvas = document.querySelector(arguments[0] + " canvas");
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const [r, g, b] = arguments[1];
            let count = 0;
            for (let i = 0; i < pixels.length; i += 4) {
              const far = Math.abs(pixels[i] - r) + Math.abs(pixels[i + 1] - g) + Math.abs(pixels[i + 2] - b);
              count += pixels[i + 3] > 200 && far < 12 ? 1 : 0;
            }
            return count;""";

    @TempDir
    private static Path folder;

    private ChromeDriver browser;
    private Path page;

    @BeforeAll
    void open() {
        Optional<Path> chromium = find(BROWSER);
        Optional<Path> driver = find(DRIVER);
        assumeTrue(chromium.isPresent() && driver.isPresent(), "no " + BROWSER + " with " + DRIVER + " on the PATH");
        page = folder.resolve("report.html");
        HtmlReport.write(page, Examples.full("plain", "smoothed"));
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.addArguments("--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build();
        browser = new ChromeDriver(service, options);
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":", -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeEach
    void load() {
        scheme("light");
        browser.manage().window().setSize(new Dimension(1200, 1000));
        browser.get(page.toUri().toString());
        waitFor("return document.documentElement.dataset.charts === '2'");
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private void scheme(String name) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    private void waitFor(String script) {
        new WebDriverWait(browser, Duration.ofSeconds(10)).until(b -> browser.executeScript(script));
    }

    private long pixels(String figure, int red, int green, int blue) {
        browser.executeScript("document.querySelector(arguments[0]).scrollIntoView()", figure);
        return (Long) browser.executeScript(COLOURED, figure, List.of(red, green, blue));
    }

    /** What the browser complained of since it was asked last: a broken policy or script among it. */
    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Test
    void drawsBothChartsWithoutComplaint() {
        waitFor("return true");
        assertThat(pixels("#risk-coverage", 0xd5, 0x5e, 0x00)).isGreaterThan(200);
        assertThat(pixels("#generalised-risk", 0xd5, 0x5e, 0x00)).isGreaterThan(200);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aSwitchHidesAndShowsItsCurve() {
        WebElement box = browser.findElement(By.cssSelector("input[data-curve='1']"));
        int before = browser.findElements(By.cssSelector("#reading tbody tr")).size();
        box.sendKeys(Keys.SPACE);
        waitFor("return document.querySelectorAll('#reading tbody tr').length === " + (before - 1));
        waitFor(COLOURED.replace("arguments[0]", "'#risk-coverage'")
                .replace("arguments[1]", "[213, 94, 0]")
                .replace("return count", "return count === 0"));
        box.sendKeys(Keys.SPACE);
        waitFor("return document.querySelectorAll('#reading tbody tr').length === " + before);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void aTargetRiskIsAnsweredFromTheCurves() {
        WebElement target = browser.findElement(By.id("target"));
        target.clear();
        target.sendKeys("5");
        String answered =
                browser.findElement(By.cssSelector("#answer tbody tr td")).getText();
        Report report = Examples.full("plain", "smoothed");
        var first = AllSeries.of(report).all().get(0).sketch();
        double coverage = first.within(0.05).map(first::coverage).orElseThrow();
        assertThat(answered).isEqualTo(String.format(java.util.Locale.ROOT, "%.1f %%", 100 * coverage));
        assertThat(browser.findElement(By.id("answer")).getText())
                .contains("empirical")
                .doesNotContain("certified");
        target.clear();
        target.sendKeys("500");
        assertThat(browser.findElement(By.id("answer")).getText()).contains("between 0 and 100");
    }

    @Test
    void theKeyboardReachesEverythingInTheOrderOfThePage() {
        List<String> reached = new ArrayList<>();
        WebElement body = browser.findElement(By.tagName("body"));
        body.sendKeys(Keys.TAB);
        for (int i = 0; i < 60; i++) {
            WebElement focus = browser.switchTo().activeElement();
            reached.add(focus.getTagName()
                    + Optional.ofNullable(focus.getDomAttribute("id"))
                            .map(id -> "#" + id)
                            .orElse(""));
            focus.sendKeys(Keys.TAB);
        }
        assertThat(reached)
                .containsSubsequence("input", "summary", "input#coverage", "button", "summary", "input#target");
        WebElement slider = browser.findElement(By.id("coverage"));
        slider.sendKeys(Keys.HOME);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("0.0 % coverage");
        slider.sendKeys(Keys.ARROW_RIGHT);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("0.5 % coverage");
    }

    @Test
    void zoomsToLowCoverage() {
        browser.findElement(By.cssSelector("button[data-zoom='0.05']")).click();
        WebElement slider = browser.findElement(By.id("coverage"));
        waitFor("return document.getElementById('coverage').max === '0.05'");
        slider.sendKeys(Keys.END);
        assertThat(slider.getDomAttribute("aria-valuetext")).isEqualTo("5.0 % coverage");
        assertThat(complaints()).isEmpty();
    }

    @Test
    void darkRepaintsTheCharts() {
        scheme("dark");
        waitFor("return getComputedStyle(document.body).backgroundColor === 'rgb(13, 17, 23)'");
        waitFor(COLOURED.replace("arguments[0]", "'#risk-coverage'")
                .replace("arguments[1]", "[255, 138, 61]")
                .replace("return count", "return count > 100"));
        assertThat(complaints()).isEmpty();
        save("dark.png");
    }

    @Test
    void fitsAPhone() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 380, "height", 800, "deviceScaleFactor", 2, "mobile", true));
        try {
            browser.navigate().refresh();
            waitFor("return document.documentElement.dataset.charts === '2'");
            assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(380);
            save("phone.png");
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void paperShowsThePicturesInsteadOfTheCharts() {
        browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        try {
            assertThat(browser.findElement(By.cssSelector("#risk-coverage .chart"))
                            .isDisplayed())
                    .isFalse();
            assertThat(browser.findElement(By.cssSelector("#risk-coverage svg")).isDisplayed())
                    .isTrue();
            assertThat(browser.findElement(By.id("target")).isDisplayed()).isFalse();
        } finally {
            browser.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
        }
    }

    /** For a look at it: the property names a folder. */
    private void save(String name) {
        String target = System.getProperty("demur.screenshots");
        if (target != null) {
            try {
                Files.write(Path.of(target, name), browser.getScreenshotAs(OutputType.BYTES));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
