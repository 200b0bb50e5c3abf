package io.demur.serve.watch;

/**
 * What turned out to be right for one row of an earlier request.
 *
 * @param id of the request
 * @param row of the request, from 0
 * @param label the true class
 */
public record Truth(String id, int row, int label) {
    /** What becomes of a label. */
    public enum Fate {
        /** It belongs to the audit sample and counts, once those before it are known. */
        COUNTED("counted"),
        /** There was one already; the first one wins. */
        KNOWN("known"),
        /** It is of no request of the audit sample: kept, but no part of the test. */
        COMPLAINT("complaint");

        private final String text;

        Fate(String text) {
            this.text = text;
        }

        /** As answers carry it. */
        @Override
        public String toString() {
            return text;
        }
    }
}
