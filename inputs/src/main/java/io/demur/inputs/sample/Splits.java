package io.demur.inputs.sample;

import io.demur.inputs.DataSet;
import io.demur.logits.InputException;
import io.demur.math.Hash64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Divides the rows of a data set by chance, repeatably.
 *
 * <p>Rows are put in the order of a hash of the seed and their content, {@link Hash64#join} of {@code seed} and
 * {@link DataSet#contentKeys()}, and the parts are cut from that order: test, certify, tune, train. So the split depends
 * neither on the order of the file nor on threads or the JDK, and copies of a row fall into the same part, but for those
 * where a cut comes to lie.
 */
public final class Splits {
    private static final List<Part> ORDER = List.of(Part.TEST, Part.CERTIFY, Part.TUNE, Part.TRAIN);

    private Splits() {}

    /**
     * Without regard to classes.
     *
     * @throws InputException if there are too few rows
     */
    public static Split random(DataSet data, PartSizes sizes, long seed) {
        return cut(data, List.of(ordered(data, seed)), sizes);
    }

    /**
     * With the classes in each part as in the whole: a class has in each part its proportional number of rows, less or
     * more than that by less than two.
     *
     * @throws InputException if there are too few rows, or a class has none in some part
     */
    public static Split stratified(DataSet data, PartSizes sizes, long seed) {
        int[] labels = data.labels();
        int[] order = ordered(data, seed);
        List<int[]> strata = new ArrayList<>();
        for (int label = 0; label < data.classNames().size(); label++) {
            int wanted = label;
            strata.add(Arrays.stream(order).filter(row -> labels[row] == wanted).toArray());
        }
        Split split = cut(data, strata, sizes);
        sizes.of(data.rows()).keySet().forEach(part -> checkClasses(split.part(part), part, data.classCounts()));
        return split;
    }

    private static void checkClasses(DataSet part, Part name, int[] all) {
        int[] counts = part.classCounts();
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                throw new InputException(
                        "stratified split",
                        "class \"" + part.classNames().get(label) + "\" has " + all[label]
                                + (all[label] == 1 ? " row" : " rows") + ", too few to have one in "
                                + name.name().toLowerCase(Locale.ROOT),
                        "give it more rows, or split without strata");
            }
        }
    }

    private static int[] ordered(DataSet data, long seed) {
        long[] keys = data.contentKeys();
        Arrays.setAll(keys, row -> Hash64.join(seed, keys[row]));
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(row -> keys[row])) // stable: equal rows as in the file
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Split cut(DataSet data, List<int[]> strata, PartSizes sizes) {
        Map<Part, Integer> wanted = sizes.of(data.rows());
        List<Part> parts = ORDER.stream().filter(wanted::containsKey).toList();
        Apportionment turns =
                new Apportionment(parts.stream().mapToInt(wanted::get).toArray());
        List<IntStream.Builder> chosen =
                parts.stream().map(part -> IntStream.builder()).toList();
        for (int[] stratum : strata) {
            int[] counts = turns.next(stratum.length);
            int row = 0;
            for (int part = 0; part < counts.length; part++) {
                for (int i = 0; i < counts[part]; i++) {
                    chosen.get(part).add(stratum[row++]);
                }
            }
        }
        Map<Part, int[]> rows = new EnumMap<>(Part.class);
        for (Part part : parts) {
            rows.put(part, chosen.get(rows.size()).build().sorted().toArray());
        }
        return new Split(data, rows);
    }
}
