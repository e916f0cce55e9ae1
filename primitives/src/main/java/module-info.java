/** Python's threading, queue and futures for the JVM. Depends on nothing. */
module dev.lockstep.primitives {
  requires static org.jspecify;

  exports dev.lockstep.errors;
  exports dev.lockstep.queue;
  exports dev.lockstep.threading;
  exports dev.lockstep.waiting to
      dev.lockstep.atomics;

  uses dev.lockstep.waiting.Seam;
}
