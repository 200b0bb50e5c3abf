package io.demur.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.io.npy.NpyWriter;
import io.demur.logits.InputException;
import io.demur.logits.LogitTile;
import io.demur.logits.Logits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every format that logits can come in. */
class FormatContractTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void readsWhatWasWrittenInTilesOfAnySize(Kind kind) throws IOException {
        String file = kind.write(folder, Numbers.GOLDEN);
        for (int capacity : new int[] {1, 2, 3, 4, 5, 8, 64}) {
            try (Logits logits = Inputs.logits(file, InputOptions.LOGITS)) {
                assertThat(logits.classes()).isEqualTo(3);
                assertThat(logits.name()).startsWith(file.replaceAll("#.*", ""));
                assertThat(Numbers.read(logits, capacity))
                        .as("capacity %d", capacity)
                        .isDeepEqualTo(Numbers.GOLDEN);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAgainFromTheBeginning(Kind kind) throws IOException {
        try (Logits logits = Inputs.logits(kind.write(folder, Numbers.GOLDEN), InputOptions.LOGITS)) {
            assertThat(Numbers.read(logits, 2)).isDeepEqualTo(Numbers.read(logits, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsOneRow(Kind kind) throws IOException {
        double[][] one = {{0.5, -3, 7.25, 1e-7}};
        try (Logits logits = Inputs.logits(kind.write(folder, one), InputOptions.LOGITS)) {
            double[][] read = Numbers.read(logits, 64);
            assertThat(read).hasDimensions(1, 4);
            // float32 rounds the last value by at most 2^-24 of it
            assertThat(read[0][3]).isCloseTo(1e-7, org.assertj.core.data.Offset.offset(1e-14));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesNoRows(Kind kind) throws IOException {
        String file = kind.write(folder, new double[0][3]);
        assertThatThrownBy(() -> Inputs.logits(file, InputOptions.LOGITS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no rows");
    }

    @ParameterizedTest
    @EnumSource
    void handsNanAndInfinitiesOn(Kind kind) throws IOException {
        double[][] rows = {{1, Double.NaN, 2}, {Double.NEGATIVE_INFINITY, 3, Double.POSITIVE_INFINITY}};
        try (Logits logits = Inputs.logits(kind.write(folder, rows), InputOptions.LOGITS)) {
            double[][] read = Numbers.read(logits, 8);
            assertThat(read).hasDimensions(2, 3);
            assertThat(read[0]).containsExactly(rows[0]);
            assertThat(read[1]).containsExactly(rows[1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsOneNumberPerRowAsTwoClasses(Kind kind) throws IOException {
        try (Logits logits = Inputs.logits(kind.write(folder, new double[][] {{3}, {-1}}), InputOptions.LOGITS)) {
            assertThat(logits.singleLogit()).isTrue();
            assertThat(logits.classes()).isEqualTo(2);
            assertThat(Numbers.read(logits, 8)).isDeepEqualTo(new double[][] {{-1.5, 1.5}, {0.5, -0.5}});
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEmptyTileFollowsTheLastRow(Kind kind) throws IOException {
        try (Logits logits = Inputs.logits(kind.write(folder, Numbers.GOLDEN), InputOptions.LOGITS)) {
            Logits.Pass pass = logits.pass();
            LogitTile tile = new LogitTile(3);
            assertThat(pass.next(tile)).isTrue();
            assertThat(pass.next(tile)).isFalse();
            assertThat(tile.rows()).isZero();
            assertThat(pass.next(tile)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCutFileIsAClearError(Kind kind) throws IOException {
        Path file = Path.of(kind.write(folder, Numbers.GOLDEN).replaceAll("#.*", ""));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length - 3; length++) { // the last number of the CSV may lose digits
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> drain(file.toString()))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOfSatisfying(InputException.class, e -> assertThat(e.getMessage())
                            .startsWith(file.toString())
                            .doesNotContain("\n"));
            if (kind == Kind.CSV || kind == Kind.CSV_WITHOUT_HEADER) {
                break; // a shorter table is a table
            }
        }
    }

    private static void drain(String argument) {
        try (Logits logits = Inputs.logits(argument, InputOptions.LOGITS)) {
            Numbers.read(logits, 2);
        }
    }

    /** A way to write logits. */
    enum Kind {
        FLOATS {
            @Override
            String write(Path folder, double[][] rows) {
                Path file = folder.resolve("floats.npy");
                NpyWriter.writeFloats(file, flat(rows), rows.length, columns(rows));
                return file.toString();
            }
        },
        DOUBLES {
            @Override
            String write(Path folder, double[][] rows) {
                Path file = folder.resolve("doubles.txt"); // the ending means nothing
                NpyWriter.writeDoubles(file, flat(rows), rows.length, columns(rows));
                return file.toString();
            }
        },
        ARCHIVE {
            @Override
            String write(Path folder, double[][] rows) throws IOException {
                Path file = folder.resolve("two.npz");
                Path array = Path.of(DOUBLES.write(folder, rows));
                try (OutputStream stream = Files.newOutputStream(file);
                        ZipOutputStream zip = new ZipOutputStream(stream)) {
                    zip.putNextEntry(new ZipEntry("other.npy"));
                    zip.putNextEntry(new ZipEntry("val_logits.npy"));
                    Files.copy(array, zip);
                }
                return file + "#val_logits";
            }
        },
        CSV {
            @Override
            String write(Path folder, double[][] rows) throws IOException {
                String header = Arrays.stream(new String[] {"\"a\"\"b\"", "c d", "e", "f"})
                        .limit(columns(rows))
                        .collect(Collectors.joining(","));
                return text(folder, rows, header + "\n", ",", line -> line + "\r\n");
            }
        },
        CSV_WITHOUT_HEADER {
            @Override
            String write(Path folder, double[][] rows) throws IOException {
                return text(folder, rows, "\n", ";", line -> line + "\n");
            }
        };

        abstract String write(Path folder, double[][] rows) throws IOException;

        static int columns(double[][] rows) {
            return rows.length == 0 ? 3 : rows[0].length;
        }

        static double[] flat(double[][] rows) {
            return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        }

        static String text(Path folder, double[][] rows, String header, String separator, UnaryOperator<String> line)
                throws IOException {
            Path file = folder.resolve("table.npy"); // the ending means nothing
            String body = Arrays.stream(rows)
                    .map(row -> line.apply(
                            Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(separator))))
                    .collect(Collectors.joining());
            Files.writeString(file, header + body);
            return file.toString();
        }
    }
}
