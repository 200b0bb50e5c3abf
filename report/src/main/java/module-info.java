/** Evaluations as one HTML file that needs no network, and as figures for print. */
module io.demur.report {
    requires transitive io.demur.io;
    requires java.desktop;

    exports io.demur.report;
}
