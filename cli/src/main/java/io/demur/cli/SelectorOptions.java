package io.demur.cli;

import io.demur.guarantee.Certified;
import io.demur.guarantee.GroupRule;
import io.demur.io.file.InputFile;
import io.demur.io.file.ModelFile;
import io.demur.logits.Logits;
import io.demur.select.DataIdentity;
import io.demur.select.Grouping;
import io.demur.select.ModelIdentity;
import io.demur.select.Rule;
import io.demur.select.Selector;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the selector says of itself, and where it goes. */
final class SelectorOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "What the selector is called.")
    private @Nullable String name;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "The model whose logits these are: the selector will be refused for any other.")
    private @Nullable Path modelFile;

    @Option(names = "--period", paramLabel = "TEXT", description = "When the data were collected.")
    private @Nullable String period;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The selector's file; without it nothing is written.")
    private @Nullable String output;

    Optional<String> output() {
        return Optional.ofNullable(output);
    }

    /** Refuses what could not be read or written, before minutes of work go by. */
    void check() {
        output().ifPresent(OutputTarget::check);
        if (modelFile != null) {
            InputFile.check(modelFile);
        }
    }

    /** Empty where nothing would ever be accepted. */
    Optional<Selector> selector(
            FitSources sources, FitOutcome outcome, GroupOptions groups, Optional<DataIdentity.Split> split) {
        Selector template = template(sources, outcome, split);
        if (outcome.groups().isEmpty()) {
            return outcome.certification() instanceof Certified certified
                    ? Optional.of(Selector.of(
                            template.name(), template.score(), certified, template.model(), template.data()))
                    : Optional.empty();
        }
        Selector selector =
                Selector.grouped(template, groups.grouping(), outcome.groups().get(), groups.uncertified());
        boolean some = selector.rules().stream()
                .anyMatch(rule -> rule.rule().threshold().isPresent());
        return some ? Optional.of(selector) : Optional.empty();
    }

    /** With a rule that answers nothing. */
    private Selector template(FitSources sources, FitOutcome outcome, Optional<DataIdentity.Split> split) {
        Rule none = new Rule(
                Rule.EVERYTHING,
                new GroupRule(GroupRule.Status.ABSTAIN_UNCERTIFIED_GROUP, OptionalDouble.empty()),
                Optional.empty());
        return new Selector(
                name == null ? sources.model().name() : name,
                outcome.fitted().score(),
                Grouping.NONE,
                List.of(none),
                List.of(),
                model(sources),
                data(outcome, split),
                List.of());
    }

    private ModelIdentity model(FitSources sources) {
        Logits logits = sources.tuning().logits();
        Optional<String> digest = Optional.ofNullable(modelFile).map(ModelFile::digest);
        return new ModelIdentity(sources.model().name(), logits.classes(), logits.dtype(), digest, Optional.empty());
    }

    private DataIdentity data(FitOutcome outcome, Optional<DataIdentity.Split> split) {
        return new DataIdentity(
                outcome.fitted().tuning().digest(),
                outcome.sample().digest(),
                Optional.ofNullable(period),
                outcome.fitted().plan().loss().digest(),
                split);
    }
}
