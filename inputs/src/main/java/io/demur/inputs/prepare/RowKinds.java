package io.demur.inputs.prepare;

import io.demur.inputs.RawImages;
import io.demur.inputs.RawRows;
import io.demur.inputs.RawTable;
import io.demur.inputs.RawTexts;
import io.demur.logits.InputException;

/** The door of each preparation: rows of the right kind. */
final class RowKinds {
    private RowKinds() {}

    static RawTable table(RawRows rows) {
        if (rows instanceof RawTable table) {
            return table;
        }
        throw new InputException(
                "rows", "are " + words(rows) + " where the model takes a table", "give columns by name");
    }

    static RawTexts texts(RawRows rows) {
        if (rows instanceof RawTexts texts) {
            return texts;
        }
        throw new InputException(
                "rows", "are " + words(rows) + " where the model takes texts", "give one text per row");
    }

    static RawImages images(RawRows rows) {
        if (rows instanceof RawImages images) {
            return images;
        }
        throw new InputException("rows", "are " + words(rows) + " where the model takes pictures", "give image files");
    }

    private static String words(RawRows rows) {
        if (rows instanceof RawTable) {
            return "a table";
        }
        return rows instanceof RawTexts ? "texts" : "pictures";
    }
}
