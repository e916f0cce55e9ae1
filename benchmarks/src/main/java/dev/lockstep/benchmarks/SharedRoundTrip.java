package dev.lockstep.benchmarks;

/** A round trip over a primitive in shared memory, beside its namesake on the heap. */
public abstract class SharedRoundTrip extends RoundTrip {
  SharedRoundTrip() {}

  /** Returns what the threads do with the namesake on the heap. */
  abstract Sides namesake();

  @Override
  final Sides spinning() {
    return spinningSides();
  }

  /** Two flags, one for each direction. */
  static Sides spinningSides() {
    return Sides.of(
        () -> {
          Ideal.Event event = new Ideal.Event();
          return new Baton(
              event::set,
              () -> {
                event.await();
                event.clear();
              });
        });
  }

  @Override
  Sides sides(String contestant) {
    return contestant.equals("onHeap") ? namesake() : super.sides(contestant);
  }
}
