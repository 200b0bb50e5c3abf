package io.demur.inputs.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.demur.inputs.ColumnRole;
import io.demur.inputs.DataSet;
import io.demur.inputs.MissingValues;
import io.demur.inputs.OtherColumns;
import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import io.demur.inputs.TableSchema;
import io.demur.logits.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFilesTest {
    private static final TableSchema PEOPLE =
            TableSchema.label("y").with(ColumnRole.NUMERIC, "age").with(ColumnRole.CATEGORICAL, "job");
    private static final TextSchema TEXTS = TextSchema.of("text", "category");

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(InputException.class).hasMessageNotContaining("\n");
    }

    private AbstractThrowableAssert<?, ?> refusedTable(String content) throws IOException {
        Path file = file("t.csv", content);
        return refused(() -> DataFiles.table(file, PEOPLE));
    }

    @ParameterizedTest(name = "separator [{0}]")
    @ValueSource(strings = {",", ";", "\t"})
    void readsTables(String separator) throws IOException {
        String content = "age,job,y\n30,cook,yes\n\n31,\"a \"\"b\"\"\",no\n";
        DataSet data = DataFiles.table(file("t.csv", content.replace(",", separator)), PEOPLE);
        RawTable table = (RawTable) data.raw();
        assertThat(table.columns()).containsExactly("age", "job");
        assertThat(table.cell(1, 1)).isEqualTo("a \"b\"");
        assertThat(data.classNames()).containsExactly("no", "yes");
        assertThat(data.labels()).containsExactly(1, 0);
        assertThat(table.place(1)).endsWith("t.csv: row 1 (line 4)");
    }

    @Test
    @DisplayName("quoted fields may hold the separator and line ends")
    void quotedFields() throws IOException {
        Path file = file("q.csv", "text,category\n\"one, two\nthree\",b\nlast,a\n");
        DataSet data = DataFiles.texts(file, TEXTS);
        assertThat(((RawTexts) data.raw()).texts()).containsExactly("one, two\nthree", "last");
        assertThat(data.raw().place(1)).endsWith("row 1 (line 4)");
    }

    @Test
    @DisplayName("a schema may give the order of the classes")
    void classOrder() throws IOException {
        Path file = file("t.csv", "age,job,y\n30,cook,yes\n31,cook,no\n");
        assertThat(DataFiles.table(file, PEOPLE.classes("yes", "no")).labels()).containsExactly(0, 1);
    }

    @Test
    @DisplayName("columns without a role are refused, ignored or kept, as the schema says")
    void otherColumns() throws IOException {
        Path file = file("t.csv", "age,job,id,y\n30,cook,1,yes\n31,cook,2,no\n");
        refused(() -> DataFiles.table(file, PEOPLE)).hasMessageContaining("column \"id\": has no role in the schema");
        DataSet ignored = DataFiles.table(file, PEOPLE.others(OtherColumns.IGNORE));
        assertThat(((RawTable) ignored.raw()).columns()).containsExactly("age", "job");
        DataSet kept = DataFiles.table(file, PEOPLE.others(OtherColumns.INFER));
        assertThat(((RawTable) kept.raw()).columns()).containsExactly("age", "job", "id");
    }

    @Test
    @DisplayName("a missing value is refused unless the schema imputes")
    void missingValues() throws IOException {
        refusedTable("age,job,y\n30,cook,yes\n?,cook,no\n")
                .hasMessageContaining("t.csv: row 1 (line 3), column \"age\": the value is missing");
        refusedTable("age,job,y\n30,,yes\n31,cook,no\n").hasMessageContaining("column \"job\": the value is missing");
        Path file = file("t.csv", "age,job,y\n30,cook,yes\n?,NA,no\n");
        assertThat(DataFiles.table(file, PEOPLE.missing(MissingValues.IMPUTED)).rows())
                .isEqualTo(2);
    }

    @Test
    void wordInNumericColumn() throws IOException {
        refusedTable("age,job,y\n30,cook,yes\nold,cook,no\n")
                .hasMessageContaining("t.csv: row 1 (line 3), column \"age\": \"old\" is not a number");
    }

    @Test
    void raggedRow() throws IOException {
        refusedTable("age,job,y\n30,cook,yes\n31,cook\n")
                .hasMessageContaining("t.csv: row 1 (line 3): has 2 fields, the header has 3");
    }

    @Test
    void missingColumn() throws IOException {
        refusedTable("aeg,job,y\n30,cook,yes\n")
                .hasMessageContaining("t.csv: has no column \"age\"; did you mean \"aeg\"?");
        refusedTable("age,job,z\n30,cook,yes\n").hasMessageContaining("has no column \"y\"; did you mean \"z\"?");
    }

    @Test
    void columnTwice() throws IOException {
        refusedTable("age,age,y\n30,1,yes\n").hasMessageContaining("has two columns \"age\"");
    }

    @Test
    void classes() throws IOException {
        refusedTable("age,job,y\n30,cook,yes\n31,cook,yes\n").hasMessageContaining("has one class only, \"yes\"");
        refusedTable("age,job,y\n30,cook,yes\n31,cook,?\n")
                .hasMessageContaining("row 1 (line 3), column \"y\": the class is missing");
        refusedTable("age,job,y\n").hasMessageContaining("t.csv: has no rows");
        Path file = file("t.csv", "age,job,y\n30,cook,yes\n31,cook,maybe\n");
        refused(() -> DataFiles.table(file, PEOPLE.classes("no", "yes")))
                .hasMessageContaining("row 1 (line 3): class \"maybe\" is none of the 2 known ones; did you mean");
    }

    @Test
    @DisplayName("a class that the training rows did not have is refused in the test rows")
    void unseenClass() throws IOException {
        DataSet train = DataFiles.texts(file("train.csv", "text,category\nhello,greet\nbye,leave\n"), TEXTS);
        Path test = file("test.csv", "text,category\nhi,greets\n");
        refused(() -> DataFiles.texts(test, TEXTS.classes(train.classNames())))
                .hasMessageContaining(
                        "test.csv: row 0 (line 2): class \"greets\" is none of the 2 known ones; did you mean"
                                + " \"greet\"?");
    }

    @Test
    void emptyText() throws IOException {
        Path file = file("t.csv", "text,category\nhello,a\n\" \",b\n");
        refused(() -> DataFiles.texts(file, TEXTS)).hasMessageContaining("row 1 (line 3): the text is empty");
        TextSchema keeping = new TextSchema("text", "category", List.of(), EmptyTexts.KEEP);
        assertThat(DataFiles.texts(file, keeping).rows()).isEqualTo(2);
    }

    @Test
    void notUtf8() throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "text,category\ncaf\u00e9,a\nb,b\n".getBytes(StandardCharsets.ISO_8859_1));
        refused(() -> DataFiles.texts(file, TEXTS)).hasMessageContaining("latin.csv: is no text in UTF-8");
        Path text = folder.resolve("f/a/1.txt");
        file("f/b/1.txt", "good");
        Files.createDirectories(text.getParent());
        Files.write(text, new byte[] {(byte) 0xe9});
        refused(() -> DataFiles.folders(folder.resolve("f"), List.of(), EmptyTexts.REFUSE))
                .hasMessageContaining("1.txt: is no text in UTF-8");
    }

    @Test
    @DisplayName("folders are classes, and files come by their names")
    void readsFolders() throws IOException {
        file("f/pos/2_9.txt", "good");
        file("f/pos/10_8.txt", "fine");
        file("f/neg/1_1.txt", "bad");
        file("f/neg/.hidden.txt", "no row");
        file("f/neg/notes.md", "no row");
        DataSet data = DataFiles.folders(folder.resolve("f"), List.of(), EmptyTexts.REFUSE);
        assertThat(data.classNames()).containsExactly("neg", "pos");
        assertThat(((RawTexts) data.raw()).texts()).containsExactly("bad", "fine", "good");
        assertThat(data.labels()).containsExactly(0, 1, 1);
        assertThat(data.raw().place(2)).endsWith("2_9.txt");
    }

    @Test
    void badFolders() throws IOException {
        Path missing = folder.resolve("none");
        refused(() -> DataFiles.folders(missing, List.of(), EmptyTexts.REFUSE))
                .hasMessageContaining("none: there is no such folder");
        file("f/a/1.txt", "x");
        Files.createDirectories(folder.resolve("f/b"));
        refused(() -> DataFiles.folders(folder.resolve("f"), List.of(), EmptyTexts.REFUSE))
                .hasMessageContaining("f/b: has no .txt file");
        refused(() -> DataFiles.folders(folder.resolve("f"), List.of("a", "c"), EmptyTexts.REFUSE))
                .hasMessageContaining("f/c: there is no such folder");
        file("f/b/1.txt", "\n");
        refused(() -> DataFiles.folders(folder.resolve("f"), List.of(), EmptyTexts.REFUSE))
                .hasMessageContaining("b/1.txt: the text is empty");
    }

    @Test
    void missingFile() {
        refused(() -> DataFiles.table(folder.resolve("none.csv"), PEOPLE))
                .hasMessageContaining("there is no such file");
    }

    @Test
    @DisplayName("public data that are not there say where they belong and where they come from")
    void publicDataMissing() {
        refused(() -> PublicData.banking77(folder))
                .hasMessageContaining(
                        "banking77/train.csv: is not there; put it there; it is part of Banking77, https://");
        refused(() -> PublicData.bankMarketing(folder)).hasMessageContaining("archive.ics.uci.edu/dataset/222");
        refused(() -> PublicData.onlineShoppers(folder)).hasMessageContaining("archive.ics.uci.edu/dataset/468");
        refused(() -> PublicData.imdb(folder))
                .hasMessageContaining("aclImdb/train/neg")
                .hasMessageContaining("ai.stanford.edu");
    }
}
