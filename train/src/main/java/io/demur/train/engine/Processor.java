package io.demur.train.engine;

import io.demur.logits.InputException;
import java.util.Locale;

/** Where the network's arithmetic runs. */
public enum Processor {
    /** The processor; needs nothing more. */
    CPU,
    /** A graphics card with CUDA; needs PyTorch's library for it, which Maven Central does not have. */
    GPU;

    /**
     * The processor that an option names.
     *
     * @throws InputException for another name than {@code cpu} or {@code gpu}
     */
    public static Processor parse(String text) {
        for (Processor processor : values()) {
            if (processor.code().equals(text)) {
                return processor;
            }
        }
        throw new InputException("--device", "\"" + text + "\" is no device", "give cpu or gpu");
    }

    /** The name that {@link #parse} reads. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
