package io.demur.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the {@code $ ./demur …} lines of a page in this process, in a folder of their own: names of files lie there. Knows
 * quotes, a backslash at the end of a line, {@code | head -n N}, {@code | tail -n N} and {@code echo $?}; any other
 * command is left as it stands on the page.
 */
final class DocShell {
    private static final String DEMUR = "$ ./demur";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
    private static final Pattern FILE =
            Pattern.compile("(?:(\\w+)=)?([\\w./-]+\\.(?:npy|npz|json|csv|txt|html)|demo-data|figures)");
    private static final Pattern PIPE = Pattern.compile("(.*) \\| (head|tail) -n (\\d+)");

    private final Path folder;
    private int lastCode;

    DocShell(Path folder) {
        this.folder = folder;
    }

    /** The block as it should be: its commands, each with what it prints now. */
    DocPage.Block run(DocPage.Block block) {
        List<String> result = new ArrayList<>();
        List<String> lines = block.lines();
        int i = 0;
        while (i < lines.size()) {
            int end = i + 1;
            while (lines.get(end - 1).endsWith("\\")) {
                end++;
            }
            List<String> command = lines.subList(i, end);
            result.addAll(command);
            int next = end;
            while (next < lines.size() && !lines.get(next).startsWith("$ ")) {
                next++;
            }
            String whole = String.join(" ", command).replace("\\ ", " ");
            result.addAll(known(whole) ? output(whole) : lines.subList(end, next));
            i = next;
        }
        return new DocPage.Block(block.language(), block.firstLine(), result);
    }

    private static boolean known(String command) {
        return command.startsWith(DEMUR) || command.equals("$ echo $?");
    }

    private List<String> output(String command) {
        if (!command.startsWith(DEMUR)) {
            return List.of(Integer.toString(lastCode));
        }
        Matcher pipe = PIPE.matcher(command);
        boolean piped = pipe.matches();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = piped ? new ByteArrayOutputStream() : out;
        lastCode = Demur.run(arguments(piped ? pipe.group(1) : command), out, err);
        List<String> lines = lines(out);
        if (!piped) {
            return lines;
        }
        int count = Math.min(Integer.parseInt(pipe.group(3)), lines.size());
        List<String> all = new ArrayList<>(lines(err));
        all.addAll(
                pipe.group(2).equals("head")
                        ? lines.subList(0, count)
                        : lines.subList(lines.size() - count, lines.size()));
        return all;
    }

    private List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(UTF_8)
                .replace(folder + folder.getFileSystem().getSeparator(), "")
                .lines()
                .toList();
    }

    /** The words of a command line after the program, with files in the folder. */
    private String[] arguments(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.substring(DEMUR.length()));
        while (matcher.find()) {
            String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(quoted == null ? located(matcher.group(3)) : quoted);
        }
        if (words.equals(List.of("demo"))) {
            // Otherwise in the folder where the build runs.
            words.addAll(List.of("--html", located("report.html")));
        }
        return words.toArray(String[]::new);
    }

    private String located(String word) {
        Matcher file = FILE.matcher(word);
        if (!file.matches()) {
            return word;
        }
        String path = folder.resolve(file.group(2)).toString();
        return file.group(1) == null ? path : file.group(1) + "=" + path;
    }
}
