package dev.lockstep.kit.contract;

/** Runs the contract of RLock in the build; the gate runs the same checks. */
class RLockContractTest extends RLockContract {}
