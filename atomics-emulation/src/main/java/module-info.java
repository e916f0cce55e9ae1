/** JavaScript's SharedArrayBuffer and Atomics for the JVM. Depends on the primitives only. */
module dev.lockstep.atomics {
  requires transitive dev.lockstep.primitives;
  requires static org.jspecify;

  exports dev.lockstep.atomics;
  exports dev.lockstep.atomics.sync;
  exports dev.lockstep.atomics.wasm;
}
