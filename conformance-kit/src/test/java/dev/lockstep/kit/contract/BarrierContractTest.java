package dev.lockstep.kit.contract;

/** Runs the contract of Barrier in the build; the gate runs the same checks. */
class BarrierContractTest extends BarrierContract {}
