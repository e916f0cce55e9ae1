package dev.lockstep.threading;

/** The program that {@link ThreadingTest} runs in a JVM of its own. */
final class ThreadingProgram {
  private ThreadingProgram() {}

  /**
   * Runs a scenario, which prints {@code as it should}, or nothing, or something else.
   *
   * @param arguments its name
   */
  public static void main(String[] arguments) {
    switch (arguments[0]) {
      case "ends-before-a-daemon" -> {
        new PyThread(() -> new Event().await(), "for ever", true).start();
        succeed();
      }
      case "waits-for-no-daemon" -> {
        Thread main = Thread.currentThread();
        new PyThread(
                () -> {
                  awaitEnd(main);
                  succeed();
                },
                "last",
                false)
            .start();
      }
      case "joins-main" -> joinsMain();
      case "late" -> {
        Thread main = Thread.currentThread();
        new Thread(
                () -> {
                  awaitEnd(main);
                  looksForMain(); // the first that anybody asks of Threading
                })
            .start();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void joinsMain() {
    PyThread main = Threading.currentThread();
    new PyThread(
            () -> {
              boolean known = main == Threading.mainThread() && main.isAlive();
              Long ident = main.ident();
              main.join(1e-3);
              boolean stays = main.isAlive() && Threading.enumerate().contains(main);
              JOINED.set();
              main.join();
              boolean gone = !main.isAlive() && !Threading.enumerate().contains(main);
              if (known && stays && gone && ident != null && ident.equals(main.ident())) {
                succeed();
              }
            },
            "joiner",
            false)
        .start();
    JOINED.await();
  }

  private static final Event JOINED = new Event();

  private static void looksForMain() {
    PyThread main = Threading.mainThread();
    main.join();
    boolean dummy = Threading.currentThread() != main;
    if (dummy && !main.isAlive() && Long.valueOf(1).equals(main.ident()) && isAlone()) {
      succeed();
    }
  }

  private static boolean isAlone() {
    return Threading.activeCount() == 1 && Threading.enumerate().get(0).name().equals("Dummy-1");
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts it", e);
    }
  }

  private static void succeed() {
    System.out.println("as it should");
  }
}
