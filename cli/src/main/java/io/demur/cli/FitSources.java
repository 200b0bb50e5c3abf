package io.demur.cli;

import java.util.Optional;

/**
 * What a fit works on.
 *
 * @param model whose logits tune
 * @param tuning these logits and their labels
 * @param certificationFile logits that certify, where those are in a file of their own
 * @param certification the logits and labels that certify; those that tune where the same file is divided
 */
record FitSources(
        ModelArgument model, LabelledData tuning, Optional<String> certificationFile, LabelledData certification) {}
