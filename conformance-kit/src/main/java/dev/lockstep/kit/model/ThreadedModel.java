package dev.lockstep.kit.model;

import java.util.List;
import java.util.Map;

/**
 * A primitive as several threads see it, of which one moves at a time: the next moves once every
 * thread has come back from its call, or waits in it. Immutable, and compared by {@link
 * Object#equals}. A primitive has one model: the class that is its {@link SequentialModel}
 * implements this too, and judges a call that nobody else is concerned with by the same code.
 *
 * <p>Where Python leaves open what happens, such as which of several waiting threads gets a lock,
 * all that may happen is returned. Calls that come to something else in Python are not judged here.
 *
 * @param <M> the model itself
 */
public interface ThreadedModel<M extends ThreadedModel<M>> {
  /**
   * What may come of a move.
   *
   * @param verdict on the call of the thread that moved: {@link Outcome.Blocked} if it waits
   * @param completions the verdicts on calls of other threads, which waited and have now ended
   * @param next the model afterwards
   * @param <M> the model
   */
  record Turn<M>(Verdict verdict, Map<String, Verdict> completions, M next) {
    /** Copies the completions. */
    public Turn {
      completions = Map.copyOf(completions);
    }

    /** A move that ends no other thread's call. */
    public static <M> Turn<M> alone(Verdict verdict, M next) {
      return new Turn<>(verdict, Map.of(), next);
    }
  }

  /**
   * Returns the model of an object in the same state that does what the reference Python does, where
   * a rule deviates in whom a move wakes.
   */
  @SuppressWarnings("unchecked") // M is the model itself
  default M reference() {
    return (M) this;
  }

  /**
   * Judges a call by a thread that waits in none. A call with a timeout waits as one without: that
   * its time is over is another move.
   *
   * @param thread who calls
   * @param call what is called
   * @return all that may come of it: at least one
   */
  List<Turn<M>> apply(String thread, Call call);

  /**
   * Judges that the timeout of a waiting thread is over.
   *
   * @param thread who waits
   * @return all that may come of it, with the verdict on the call that waits: {@link
   *     Outcome.Blocked} if it has to wait for something else now; empty if the thread waits in no
   *     call whose time can be over
   */
  List<Turn<M>> expire(String thread);
}
