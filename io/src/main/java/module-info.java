/** Logits, labels and selectors in files: NPY and NPZ, CSV, JSON. */
module io.demur.io {
    requires transitive io.demur.core;
    requires de.siegmar.fastcsv;
    requires transitive com.fasterxml.jackson.databind;
    requires static org.jspecify;

    exports io.demur.io;
    exports io.demur.io.csv;
    exports io.demur.io.file;
    exports io.demur.io.json;
    exports io.demur.io.npy;
    exports io.demur.io.text;

    uses io.demur.io.TableProvider;
    uses io.demur.io.DecisionSinkProvider;
}
