package dev.lockstep.kit.contract;

/** Runs the contract of Event in the build; the gate runs the same checks. */
class EventContractTest extends EventContract {}
