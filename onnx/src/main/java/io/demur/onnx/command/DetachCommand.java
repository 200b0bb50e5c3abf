package io.demur.onnx.command;

import io.demur.onnx.GuardedModel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes the selector out of a model's graph. */
@Command(
        name = "detach",
        description = "Take the selector out of a guarded model: what is left is the model as it was.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        abbreviateSynopsis = true,
        footer = {"", "Example:", "  demur detach guarded.onnx -o model.onnx"})
final class DetachCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "What demur attach has written.")
    private Path model = Path.of("");

    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            required = true,
            description = "Where the model goes.")
    private Path target = Path.of("");

    @Mixin
    private TalkOptions talk = new TalkOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        GuardedModel.detach(model, target);
        talk.say(Objects.requireNonNull(spec).commandLine().getErr(), "wrote " + target);
        return 0;
    }
}
