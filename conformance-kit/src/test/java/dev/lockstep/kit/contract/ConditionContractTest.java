package dev.lockstep.kit.contract;

/** Runs the contract of Condition in the build; the gate runs the same checks. */
class ConditionContractTest extends ConditionContract {}
