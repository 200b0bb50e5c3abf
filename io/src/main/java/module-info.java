/** Logits, labels and selectors in files: NPY and NPZ, CSV, JSON. */
module io.demur.io {
    requires transitive io.demur.core;
    requires de.siegmar.fastcsv;
    requires com.fasterxml.jackson.databind;
    requires static org.jspecify;

    exports io.demur.io.file;
    exports io.demur.io.npy;
}
