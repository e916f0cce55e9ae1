package dev.lockstep.atomics.memory;

final class WaiterLists {}
