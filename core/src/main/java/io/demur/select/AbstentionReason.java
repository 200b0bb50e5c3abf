package io.demur.select;

/** Why a row is not answered. */
public enum AbstentionReason {
    /** Its confidence is below the threshold. */
    BELOW_THRESHOLD("below-threshold"),
    /** Its group has no certificate. */
    UNCERTIFIED_GROUP("uncertified-group"),
    /** Its group was not among those fixed beforehand. */
    UNKNOWN_GROUP("unknown-group"),
    /** A logit is NaN or infinite. */
    NOT_FINITE("not-finite");

    private final String text;

    AbstentionReason(String text) {
        this.text = text;
    }

    /** As files carry it. */
    @Override
    public String toString() {
        return text;
    }
}
