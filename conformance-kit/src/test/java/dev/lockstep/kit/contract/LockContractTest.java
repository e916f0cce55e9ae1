package dev.lockstep.kit.contract;

/** Runs the contract of Lock in the build; the gate runs the same checks. */
class LockContractTest extends LockContract {}
