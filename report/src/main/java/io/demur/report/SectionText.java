package io.demur.report;

/** What the figures of a section show and how to read them. */
final class SectionText {
    static final String STUDY = "Over strengths and seeds";
    static final String SCORES = "Scores beside each other";
    static final String REASON = "Logits at equal confidence";
    static final String RELIABILITY = "Reliability";
    static final String HISTOGRAMS = "Confidence of right and wrong predictions";

    private SectionText() {}

    static String of(String section) {
        return switch (section) {
            case STUDY ->
                "Every dot is a model trained from another seed; lines join the means. The suppression is what the"
                    + " theory says of label smoothing: the gradient it adds to the largest logit, which pushes that"
                    + " logit down most where the prediction is right.";
            case SCORES ->
                "Every score ranks the same predictions; a lower area is a better ranking. Bars are the intervals of"
                        + " the evaluation. An order or temperature picked on these rows is flattered.";
            case REASON ->
                "The mean of the largest centred logit among rows of about the same maximum softmax probability. In a"
                    + " model trained with cross-entropy errors and right predictions lie about equal; label smoothing"
                    + " suppresses the logits of what is right, so errors lie above. The index d says by how many"
                    + " standard deviations, over all rows. Windows with fewer rows than the minimum are gaps. The"
                    + " normalised logit repairs where it lies lower for errors.";
            case RELIABILITY ->
                "The share predicted right among rows of about the same probability, for all rows and for those left"
                    + " when the least confident abstain. On the diagonal probabilities are frequencies; bins of fewer"
                    + " than 10 rows, or a hundredth of them, are not drawn. Being calibrated and ranking well are"
                    + " different things.";
            case HISTOGRAMS ->
                "How right and wrong predictions are spread over the confidence, each kind adding up to 100 %. The less"
                        + " they overlap, the better the score ranks.";
            default ->
                "The area under the risk-coverage curve for each order of the norm, msp as a dashed line. Measured on"
                        + " these rows: an order picked here is flattered, demur fit picks one on held-out rows.";
        };
    }
}
