package dev.lockstep.kit.run;

/**
 * What the checkers may spend: the only place that knows it. The gate sets the system properties
 * {@code lockstep.cost.*} from its budget file; without the gate the defaults here hold.
 */
public final class Cost {
  private static final String PREFIX = "lockstep.cost.";

  /** The seed that everything random in this JVM is derived from. */
  public static final long SEED = Long.getLong("lockstep.seed", 1);

  /** How many random sequences a contract plays. */
  public static final int CONTRACT_TRIES = get("contract.tries", 200);

  /** How many random sequences an oracle plays live with each interpreter. */
  public static final int ORACLE_SEQUENCES = get("oracle.sequences", 50);

  /** How many random programs of several threads an oracle plays, and with each interpreter. */
  public static final int ORACLE_PROGRAMS = get("oracle.programs", 10);

  /** How many scenarios a Lincheck data-structure test generates. */
  public static final int LINCHECK_ITERATIONS = get("lincheck.iterations", 5);

  /** How many interleavings of each scenario a Lincheck data-structure test explores. */
  public static final int LINCHECK_INVOCATIONS = get("lincheck.invocations", 300);

  /** How many interleavings of a blocking scenario are explored. */
  public static final int INTERLEAVINGS = get("interleavings.invocations", 300);

  /** How many virtual threads wait at once. */
  public static final int VIRTUAL_WAITERS = get("virtual.waiters", 10_000);

  /** How many times a scenario on the real machine, outside jcstress, is repeated. */
  public static final int REPETITIONS = get("repetitions", 20);

  /** How many iterations a jcstress test runs. */
  public static final int JCSTRESS_ITERATIONS = get("jcstress.iterations", 2);

  /** How long an iteration of a jcstress test takes, in milliseconds. */
  public static final int JCSTRESS_MILLISECONDS = get("jcstress.milliseconds", 200);

  /** After how many milliseconds something that does not come to rest is called a hang. */
  public static final int HANG_MILLISECONDS = get("hang.milliseconds", 10_000);

  private Cost() {}

  private static int get(String name, int otherwise) {
    String text = System.getProperty(PREFIX + name);
    if (text == null) {
      return otherwise;
    }
    int value = Integer.parseInt(text);
    if (value < 1) {
      throw new IllegalArgumentException(PREFIX + name + " must be at least 1, not " + text);
    }
    return value;
  }
}
