package io.demur.inputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Texts, one per row. */
public final class RawTexts implements RawRows {
    private final List<String> texts;
    private final IntFunction<String> places;

    private RawTexts(List<String> texts, IntFunction<String> places) {
        this.texts = texts;
        this.places = places;
    }

    /**
     * Copies the list.
     *
     * @param places where each row came from, for messages
     */
    public static RawTexts of(List<String> texts, IntFunction<String> places) {
        return new RawTexts(List.copyOf(texts), places);
    }

    /** Texts from nowhere in particular, called by their row. */
    public static RawTexts of(String... texts) {
        return of(Arrays.asList(texts), row -> "text " + row);
    }

    @Override
    public int rows() {
        return texts.size();
    }

    /** The texts, row after row. */
    public List<String> texts() {
        return texts;
    }

    @Override
    public RawTexts select(int... rows) {
        int[] origin = rows.clone();
        List<String> chosen = new ArrayList<>(origin.length);
        for (int row : origin) {
            chosen.add(texts.get(row));
        }
        return of(chosen, row -> places.apply(origin[row]));
    }

    @Override
    public String place(int row) {
        return places.apply(row);
    }
}
