package dev.lockstep.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;

/**
 * What the threads at the ends of a queue do. Each contestant runs a copy of this class of its own,
 * so that the compiler sees one kind of queue in it, and the calls are direct.
 */
final class QueueLoops implements QueueDriver {
  QueueLoops() {}

  /** Returns the loops of one contestant. */
  static QueueDriver copy() {
    try (InputStream classFile = QueueLoops.class.getResourceAsStream("QueueLoops.class")) {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClass(classFile.readAllBytes(), true);
      return (QueueDriver) hidden.lookupClass().getDeclaredConstructor().newInstance();
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException("The class file cannot be defined again", e);
    }
  }

  @Override
  public void pairs(QueueEnds queue, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      queue.put(i);
      queue.get();
    }
  }

  @Override
  public void produce(QueueEnds queue, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      queue.put(i);
    }
  }

  @Override
  public void consume(QueueEnds queue, int count) throws InterruptedException {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += queue.get();
    }
    if (sum == Integer.MIN_VALUE + 1) {
      throw new IllegalStateException("The sum is used");
    }
  }

  @Override
  public void pingPong(QueueEnds sends, QueueEnds receives, boolean first, int count)
      throws InterruptedException {
    if (first) {
      sends.put(0);
    }
    for (int i = 0; i < count; i++) {
      Integer ball = receives.get();
      if (!first || i < count - 1) {
        sends.put(ball);
      }
    }
  }
}
