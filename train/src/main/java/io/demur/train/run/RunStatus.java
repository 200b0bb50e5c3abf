package io.demur.train.run;

import io.demur.logits.InputException;
import java.util.Locale;

/** How far a run has come. */
public enum RunStatus {
    /** There is none. */
    NONE,
    /** Under way, or killed. */
    RUNNING,
    /** Stopped in good order; may be resumed. */
    STOPPED,
    /** The loss is no finite number any more. */
    DIVERGED,
    /** Done: logits, model and result are there. */
    FINISHED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunStatus parse(String source, String code) {
        for (RunStatus status : values()) {
            if (status.code().equals(code)) {
                return status;
            }
        }
        throw new InputException(source, "the status '" + code + "' is not known", "use --force to begin anew");
    }
}
