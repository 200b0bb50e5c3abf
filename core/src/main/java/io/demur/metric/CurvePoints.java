package io.demur.metric;

/** The points of a risk-coverage curve, wherever they are kept: from the surest block down. */
interface CurvePoints {
    int size();

    /** The confidence of a block. */
    double confidence(int point);

    /** Samples up to the end of a block. */
    long accepted(int point);

    /** Sum of losses up to the end of a block. */
    double loss(int point);

    /** In memory. */
    final class InMemory implements CurvePoints {
        private final double[] confidences;
        private final long[] counts;
        private final double[] losses;

        /** Takes the arrays over. */
        InMemory(double[] confidences, long[] counts, double[] losses) {
            this.confidences = confidences;
            this.counts = counts;
            this.losses = losses;
        }

        @Override
        public int size() {
            return counts.length;
        }

        @Override
        public double confidence(int point) {
            return confidences[point];
        }

        @Override
        public long accepted(int point) {
            return counts[point];
        }

        @Override
        public double loss(int point) {
            return losses[point];
        }
    }
}
