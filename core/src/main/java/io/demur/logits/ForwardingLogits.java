package io.demur.logits;

import java.util.OptionalLong;

/** Logits that answer for another source in everything but their passes. Closes the source it wraps. */
public abstract class ForwardingLogits implements Logits {
    private final Logits source;

    /** Answers for a source. */
    protected ForwardingLogits(Logits source) {
        this.source = source;
    }

    /** A pass over the source itself. */
    protected final Pass sourcePass() {
        return source.pass();
    }

    @Override
    public final String name() {
        return source.name();
    }

    @Override
    public final int classes() {
        return source.classes();
    }

    @Override
    public final String dtype() {
        return source.dtype();
    }

    @Override
    public final OptionalLong rows() {
        return source.rows();
    }

    @Override
    public final boolean singleLogit() {
        return source.singleLogit();
    }

    @Override
    public final boolean pixels() {
        return source.pixels();
    }

    @Override
    public final void close() {
        source.close();
    }
}
