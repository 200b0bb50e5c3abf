package io.demur.report;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a network, with a page in it. */
final class Browser implements AutoCloseable {
    private static final String PROGRAM = "chromium";
    private static final String DRIVER = "chromedriver";

    /** Pixels of a canvas that are not transparent and have a colour. */
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

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a browser whose profile is in a folder; the test is skipped where there is none. */
    static Browser open(Path folder) {
        Optional<Path> chromium = find(PROGRAM);
        Optional<Path> server = find(DRIVER);
        assumeTrue(chromium.isPresent() && server.isPresent(), "no " + PROGRAM + " with " + DRIVER + " on the PATH");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.addArguments("--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(server.get().toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.cutOff();
        return browser;
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":", -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void cutOff() {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
    }

    /** Loads a page in the light on a wide window, and waits for its charts. */
    void load(Path page) {
        scheme("light");
        driver.manage().window().setSize(new Dimension(1200, 1000));
        driver.get(page.toUri().toString());
        waitForCharts();
    }

    void waitForCharts() {
        waitFor("return document.documentElement.dataset.charts === '2'");
    }

    /** Light or dark. */
    void scheme(String name) {
        emulate(Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    void emulate(Map<String, Object> media) {
        cdp("Emulation.setEmulatedMedia", media);
    }

    Map<String, Object> cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    void waitFor(String script) {
        new WebDriverWait(driver, Duration.ofSeconds(10)).until(b -> driver.executeScript(script));
    }

    /** Waits for pixels of a colour in a chart, or for none of them any more. */
    void waitForPixels(String figure, List<Integer> colour, boolean some) {
        new WebDriverWait(driver, Duration.ofSeconds(10)).until(b -> pixels(figure, colour) > 200 == some);
    }

    long pixels(String figure, List<Integer> colour) {
        run("document.querySelector(arguments[0]).scrollIntoView()", figure);
        return (Long) run(COLOURED, figure, colour);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    double number(String script, Object... arguments) {
        return ((Number) run(script, arguments)).doubleValue();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    WebElement focus() {
        return driver.switchTo().activeElement();
    }

    Actions pointer() {
        return new Actions(driver);
    }

    /** What the browser complained of since it was asked last: a broken policy or script among it. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A picture of the whole page beside the test reports, for a look at it. */
    void save(String name) {
        Map<String, Object> size = new HashMap<>();
        size.put("x", 0);
        size.put("y", 0);
        size.put("width", run("return document.documentElement.clientWidth"));
        size.put("height", run("return document.documentElement.scrollHeight"));
        size.put("scale", 1);
        Map<String, Object> shot =
                cdp("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", size));
        write(name, (String) shot.get("data"));
    }

    /** The page as it comes out of a printer. */
    void print(String name) {
        write(name, (String)
                cdp("Page.printToPDF", Map.of("printBackground", false)).get("data"));
    }

    private static void write(String name, String base64) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(folder.resolve(name), Base64.getDecoder().decode(base64));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
