package io.demur.serve.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.serve.Example;
import io.demur.serve.watch.WatchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The operator's page in a real browser. Skipped where there is no chromium with its driver. */
@Tag("slow")
class PageBrowserTest {
    private static final String TOKEN = "a-token-of-the-tests";

    @TempDir
    Path folder;

    private ChromeDriver browser;
    private DecideServer server;
    private Path selector;

    @BeforeEach
    void open() {
        Optional<Path> chromium = find("chromium");
        Optional<Path> driver = find("chromedriver");
        assumeTrue(chromium.isPresent() && driver.isPresent(), "no chromium with chromedriver on the PATH");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.addArguments("--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get().toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
        selector = Example.selector(folder.resolve("s.json"), "intents", 3, 0);
    }

    private static Optional<Path> find(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":", -1))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
        if (server != null) {
            server.close();
        }
    }

    private void start(Settings settings) {
        server = DecideServer.start(settings.with(WatchSettings.USUAL.with(1, 3)));
        browser.get("http://127.0.0.1:" + server.port() + "/");
    }

    private void waitFor(String text) {
        new WebDriverWait(browser, Duration.ofSeconds(10))
                .until(b -> b.findElement(By.tagName("body")).getText().contains(text));
    }

    private List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Test
    @DisplayName("shows decisions, labels and abstentions as they come, in both colour schemes, without complaint")
    void live() throws Exception {
        start(Settings.local(selector));
        waitFor("live");
        waitFor("at most 2 %");
        Example.post(server.port(), "/decide", "{\"id\":\"first\",\"logits\":[9,0,0]}");
        Example.post(server.port(), "/decide", "{\"id\":\"<b>odd</b>\",\"logits\":[0,0,0]}");
        waitFor("<b>odd</b>");
        waitFor("waits for the label of first#0");
        Example.post(server.port(), "/labels", "{\"id\":\"first\",\"label\":1}");
        waitFor("100.00 %");
        String light = background();
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        assertThat(background()).isNotEqualTo(light);
        assertThat(complaints()).isEmpty();
    }

    private String background() {
        return browser.findElement(By.tagName("body")).getCssValue("background-color");
    }

    @Test
    @DisplayName("reloads at the press of a button, and says what is wrong with a bad file")
    void reload() throws Exception {
        start(Settings.local(selector));
        waitFor("live");
        Example.selector(selector, "intents", 3, 7);
        browser.findElement(By.id("reload")).click();
        waitFor("reloaded, 1 new");
        Files.writeString(selector, "{}");
        browser.findElement(By.id("reload")).click();
        waitFor("nothing was changed");
    }

    @Test
    @DisplayName("asks for the token where one is needed")
    void token() throws Exception {
        Path file = Files.writeString(folder.resolve("tokens"), TOKEN);
        start(Settings.local(selector)
                .with(new Security(Optional.of(file), Optional.empty(), Security.Reach.LOOPBACK)));
        waitFor("asks for a token");
        browser.findElement(By.id("token")).sendKeys(TOKEN);
        browser.findElement(By.id("enter")).click();
        waitFor("live");
        waitFor("intents");
    }
}
