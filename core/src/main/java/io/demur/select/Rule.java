package io.demur.select;

import io.demur.guarantee.Certification;
import io.demur.guarantee.GroupRule;
import java.util.Optional;

/**
 * How the rows of one group are decided.
 *
 * @param group name of the group; {@link #EVERYTHING} where there is only one rule
 * @param rule the threshold, or why there is none
 * @param certificate what is certified of it
 */
public record Rule(String group, GroupRule rule, Optional<Certification> certificate) {
    /** The group of a selector with one rule. */
    public static final String EVERYTHING = "*";
}
