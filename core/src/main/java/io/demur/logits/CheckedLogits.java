package io.demur.logits;

/** Logits whose tiles pass through a check, which may change them in place. */
final class CheckedLogits extends ForwardingLogits {
    private final TileCheck check;

    CheckedLogits(Logits source, TileCheck check) {
        super(source);
        this.check = check;
    }

    @Override
    public Pass pass() {
        Pass pass = sourcePass();
        return tile -> {
            boolean filled = pass.next(tile);
            check.apply(name(), tile);
            return filled;
        };
    }

    /** What happens to the rows of a tile. */
    @FunctionalInterface
    interface TileCheck {
        void apply(String name, LogitTile tile);
    }
}
