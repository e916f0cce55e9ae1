package dev.lockstep.benchmarks.run;

/**
 * How much memory an object takes, with all that belongs to it alone.
 *
 * @param primitive whose it is or beside whose it stands, such as {@code Lock}
 * @param state in which state, such as {@code new} or {@code 64 items}
 * @param label what people call it, such as {@code ReentrantLock}
 * @param role ours or a peer
 * @param runtime the id of the runtime, see {@link Environment#runtimes}
 * @param bytes how much
 */
public record Footprint(
    String primitive, String state, String label, Role role, String runtime, long bytes) {}
