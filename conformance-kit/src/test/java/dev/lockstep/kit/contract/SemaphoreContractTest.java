package dev.lockstep.kit.contract;

/** Runs the contract of Semaphore in the build; the gate runs the same checks. */
class SemaphoreContractTest extends SemaphoreContract {}
