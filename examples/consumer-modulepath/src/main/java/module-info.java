/** A program that uses Lockstep on the module path. */
module com.example.consumer {
  requires dev.lockstep.primitives;
  requires dev.lockstep.atomics;
}
