package dev.lockstep.kit.contract;

/**
 * Something that is not as it should be.
 *
 * @param rule the rule that is broken
 * @param text what was due and what was seen
 */
record Finding(String rule, String text) {}
