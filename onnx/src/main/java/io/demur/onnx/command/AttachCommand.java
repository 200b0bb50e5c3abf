package io.demur.onnx.command;

import io.demur.io.json.SelectorJson;
import io.demur.onnx.GuardPorts;
import io.demur.onnx.GuardedModel;
import io.demur.select.Grouping;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a selector into a model's graph. */
@Command(
        name = "attach",
        description = {
            "Put a selector into the graph of an ONNX model, so that every run time decides as Demur does.",
            "",
            "The guarded model has, beside its own outputs, prediction, confidence and accept. Where the selector has one"
                    + " rule per group, it takes the names of the groups as a further input."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {
            "",
            "Examples:",
            "  demur attach selector.json model.onnx -o guarded.onnx",
            "  demur attach selector.json model.onnx --output /head/Gemm_output_0 -o guarded.onnx"
        })
final class AttachCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SELECTOR", description = "What demur fit has written.")
    private Path selector = Path.of("");

    @Parameters(index = "1", paramLabel = "MODEL", description = "The model that it was fitted for, in ONNX.")
    private Path model = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "The tensor that holds the logits; otherwise the output called logits, or the only one.")
    private @Nullable String output;

    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            required = true,
            description = "Where the guarded model goes.")
    private Path target = Path.of("");

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Selector read = SelectorJson.read(selector);
        GuardPorts ports = GuardedModel.attach(read, model, Optional.ofNullable(output), target);
        String groups = read.grouping() == Grouping.COLUMN ? "; takes " + ports.group() : "";
        talk.say(
                Objects.requireNonNull(spec).commandLine().getErr(),
                "wrote " + target + ": judges " + ports.logits() + ", gives " + ports.prediction() + ", "
                        + ports.confidence() + ", " + ports.accept() + groups);
        return 0;
    }
}
