package io.demur.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java of the documentation: compiled together, then run one after the other. */
final class DocSnippets {
    private static final List<String> PACKAGES = List.of(
            "io.demur.evaluation",
            "io.demur.guarantee",
            "io.demur.io.npy",
            "io.demur.io.json",
            "io.demur.logits",
            "io.demur.metric",
            "io.demur.score",
            "io.demur.select",
            "java.nio.file",
            "java.util");

    private final Path folder;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    /** For snippets whose files lie in a folder. */
    DocSnippets(Path folder) {
        this.folder = folder;
    }

    void add(DocPage page, DocPage.Block block) {
        String name = "Snippet" + sources.size();
        places.put(name, page.name() + ":" + block.firstLine());
        String imports = select(block, true);
        String body = select(block, false);
        String known = PACKAGES.stream().map(p -> "import " + p + ".*;\n").collect(Collectors.joining());
        sources.put(
                name,
                known + imports + "public class " + name
                        + " {\n  public static void run(double[] row) throws Exception {\n" + body + "  }\n}\n");
    }

    private String select(DocPage.Block block, boolean imports) {
        String here = folder.toString().replace('\\', '/');
        return block.lines().stream()
                .filter(line -> line.startsWith("import ") == imports)
                .map(line -> line.replace("Path.of(\"", "Path.of(\"" + here + "/") + "\n")
                .collect(Collectors.joining());
    }

    int size() {
        return sources.size();
    }

    /** What the compiler says, each with the page and the line of the block. */
    List<String> compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(new Source(name, text)));
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-cp", path.replace(";", File.pathSeparator));
        compiler.getTask(null, null, problems, options, null, files).call();
        return problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .map(problem -> place(problem.getSource()) + " " + problem.getMessage(null))
                .toList();
    }

    private String place(JavaFileObject source) {
        return source instanceof Source snippet ? places.getOrDefault(snippet.name, "") : "";
    }

    /** Runs every snippet on a row of logits; the message of a failure names the page. */
    void run(Path classes, double... row) throws IOException, ReflectiveOperationException {
        URL[] urls = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, DocSnippets.class.getClassLoader())) {
            for (String name : sources.keySet()) {
                try {
                    loader.loadClass(name).getMethod("run", double[].class).invoke(null, (Object) row);
                } catch (InvocationTargetException e) {
                    throw new AssertionError(places.get(name) + " fails", e.getCause());
                }
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.name = name;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
