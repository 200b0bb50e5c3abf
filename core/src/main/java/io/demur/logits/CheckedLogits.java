package io.demur.logits;

import java.util.OptionalLong;

/** Logits whose tiles pass through a check, which may change them in place. Closes the source it wraps. */
final class CheckedLogits implements Logits {
    private final Logits source;
    private final TileCheck check;

    CheckedLogits(Logits source, TileCheck check) {
        this.source = source;
        this.check = check;
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public String dtype() {
        return source.dtype();
    }

    @Override
    public OptionalLong rows() {
        return source.rows();
    }

    @Override
    public boolean singleLogit() {
        return source.singleLogit();
    }

    @Override
    public Pass pass() {
        Pass pass = source.pass();
        return tile -> {
            boolean filled = pass.next(tile);
            check.apply(source.name(), tile);
            return filled;
        };
    }

    @Override
    public void close() {
        source.close();
    }

    /** What happens to the rows of a tile. */
    @FunctionalInterface
    interface TileCheck {
        void apply(String name, LogitTile tile);
    }
}
