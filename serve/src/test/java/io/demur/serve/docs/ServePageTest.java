package io.demur.serve.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.demur.serve.Example;
import io.demur.serve.http.DecideServer;
import io.demur.serve.http.Settings;
import io.demur.serve.watch.WatchSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the page about serving shows is what happens; {@code -Ddemur.docs.update=true} writes it anew. */
@DisabledOnOs(OS.WINDOWS)
class ServePageTest {
    private static final Path PAGE = Path.of("../docs/how-to/serve.md");
    private static final String PORT = ":8080/";

    @TempDir
    Path folder;

    @Test
    @DisplayName("the curl commands of docs/how-to/serve.md print what stands below them")
    void commands() throws Exception {
        assumeTrue(run("command -v curl").strip().length() > 0, "no curl");
        Path selector = Example.selector(folder.resolve("s.json"), "intents", 3, 1);
        List<String> page = Files.readAllLines(PAGE);
        List<String> now = new ArrayList<>();
        try (DecideServer server = DecideServer.start(Settings.local(selector).with(WatchSettings.USUAL.with(1, 1)))) {
            boolean output = false;
            for (String line : page) {
                output &= !line.startsWith("```");
                if (line.startsWith("$ ")) {
                    now.add(line);
                    now.addAll(run(line.substring(2).replace(PORT, ":" + server.port() + "/"))
                            .lines()
                            .toList());
                    output = true;
                } else if (!output) {
                    now.add(line);
                }
            }
        }
        if (Boolean.getBoolean("demur.docs.update")) {
            Files.writeString(PAGE, String.join("\n", now) + "\n");
        }
        assertThat(now.stream().filter(line -> line.startsWith("$ "))).hasSizeGreaterThan(5);
        assertThat(now).isEqualTo(page);
    }

    @Test
    @DisplayName("every option of the page exists")
    void options() throws Exception {
        String help = new picocli.CommandLine(new io.demur.serve.command.ServeProvider().command()).getUsageMessage();
        Pattern.compile("(?<![\\w-])--[a-z][a-z-]+")
                .matcher(Files.readString(PAGE))
                .results()
                .forEach(option -> assertThat(help).contains(option.group()));
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
