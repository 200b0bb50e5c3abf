package io.demur.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, taken apart: fenced blocks, links and headings. */
record DocPage(Path file, List<String> lines, List<Block> blocks) {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String FENCE = "```";
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|(?:src|srcset)=\"([^\"]+)\"");

    /**
     * A fenced block.
     *
     * @param firstLine position of its first line in the page, from 0
     */
    record Block(String language, int firstLine, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    /** The README and every other page for readers, in a fixed order. */
    static List<DocPage> all() throws IOException {
        try (Stream<Path> tree = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> top =
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve);
            List<DocPage> pages = new ArrayList<>();
            for (Path path : Stream.concat(
                            top,
                            tree.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList()) {
                pages.add(read(path));
            }
            return pages;
        }
    }

    static DocPage of(String name) throws IOException {
        return read(ROOT.resolve(name));
    }

    private static DocPage read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).startsWith(FENCE)) {
                    end++;
                }
                String language = lines.get(i).substring(FENCE.length()).strip();
                blocks.add(new Block(language, i + 1, List.copyOf(lines.subList(i + 1, end))));
                i = end;
            }
        }
        return new DocPage(file, lines, blocks);
    }

    /** Its path from the root, as test names and messages show it. */
    String name() {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** Links to other places of this project. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(prose());
        while (matcher.find()) {
            String link = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            if (!link.contains("://")) {
                links.add(link);
            }
        }
        return links;
    }

    /** The anchors that headings get. */
    List<String> anchors() {
        return prose().lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /** The page without its fenced blocks. */
    private String prose() {
        StringBuilder text = new StringBuilder();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = line.startsWith(FENCE);
            fenced ^= fence;
            if (!fenced && !fence) {
                text.append(line).append('\n');
            }
        }
        return text.toString();
    }

    /** Writes the page with other contents in some blocks. */
    void rewrite(List<Block> changed) throws IOException {
        List<String> text = new ArrayList<>(lines);
        for (int i = changed.size() - 1; i >= 0; i--) {
            Block block = changed.get(i);
            List<String> place = text.subList(block.firstLine(), text.size());
            int length = place.indexOf(FENCE);
            place.subList(0, length).clear();
            place.addAll(0, block.lines());
        }
        Files.write(file, text);
    }
}
