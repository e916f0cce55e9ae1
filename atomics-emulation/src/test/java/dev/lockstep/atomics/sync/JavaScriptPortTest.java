package dev.lockstep.atomics.sync;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.threading.BrokenBarrierError;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The JavaScript in {@code atomics-emulation/js}: it does what it has to under Node and in a
 * browser, and its words mean what Java's do. All planted bugs, and more executions of the
 * programs, take minutes: they are played if the system property {@code lockstep.js.whole} is true.
 */
class JavaScriptPortTest {
  private static final int BYTES = 256;
  private static final int NO_BROWSER = 3;
  private static final byte[] NOTHING = {};
  private static final boolean WHOLE = Boolean.getBoolean("lockstep.js.whole");

  @Test
  void scenariosPassUnderNode() {
    Node.Ended ended = Node.run(NOTHING, "test/run.mjs");
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void scenariosFindThePlantedBugs() {
    Node.Ended ended =
        Node.run(NOTHING, "test/run.mjs", "--mutants", "--every", WHOLE ? "1" : "12");
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void programsHoldInAllInterleavingsThatAreExplored() {
    Node.Ended ended = Node.run(NOTHING, "test/explore.mjs", "--executions", WHOLE ? "500" : "100");
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void eachProgramFindsAPlantedBug() {
    Node.Ended ended =
        Node.run(
            NOTHING,
            "test/explore.mjs",
            "--mutants",
            "--executions",
            "100",
            "--only",
            WHOLE ? "" : "event");
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  void scenariosPassInChromium() {
    Node.Ended ended = Node.run(NOTHING, "browser/run.mjs");
    if (ended.exitCode() == NO_BROWSER) {
      Node.missing(ended.output().strip());
    }
    assertEquals(0, ended.exitCode(), ended.output());
  }

  @Test
  @SuppressWarnings("ReturnValueIgnored") // that acquisitions succeed is seen in what Node says
  void memoryGoesToNodeAndBack() {
    SharedArrayBuffer memory = new SharedArrayBuffer(BYTES);
    SharedLock lock = new SharedLock(memory, 0);
    SharedRLock rlock = new SharedRLock(memory, 8, 7);
    SharedSemaphore semaphore = SharedBoundedSemaphore.create(memory, 32, 3);
    SharedEvent event = new SharedEvent(memory, 48);
    SharedBarrier barrier = SharedBarrier.create(memory, 64, 2);
    SharedQueue queue = SharedQueue.create(memory, 96, 2, 2);
    lock.acquire();
    rlock.acquire();
    rlock.acquire();
    semaphore.acquire();
    semaphore.acquire();
    event.set();
    assertThrows(BrokenBarrierError.class, () -> barrier.await(0));
    queue.put(new int[] {1, -2});
    queue.get();
    queue.put(new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE});
    queue.put(new int[] {3, 4});

    ByteBuffer bytes = memory.asByteBuffer(0, BYTES);
    byte[] image = new byte[BYTES];
    bytes.get(0, image);
    Node.Ended ended = Node.run(image, "test/image.mjs");
    assertEquals(0, ended.exitCode(), ended.output());
    List<String> lines = ended.output().lines().toList();
    assertEquals(
        "[true,null,false,2,false,null,true,false,null,"
            + "\"ValueError: Semaphore released too many times\",true,null,true,null,2,2,"
            + "[-2147483648,2147483647],null,true,4,null]",
        lines.get(0));
    bytes.put(0, Base64.getDecoder().decode(lines.get(1)));

    assertFalse(lock.locked());
    assertEquals(1, rlock.recursionCount());
    assertFalse(event.isSet());
    assertFalse(barrier.broken());
    assertTrue(queue.full());
    assertEquals(3, queue.unfinishedTasks());
    assertArrayEquals(new int[] {3, 4}, queue.get());
    assertArrayEquals(new int[] {5, -6}, queue.get());
    for (int i = 0; i < 2; i++) {
      assertTrue(semaphore.acquire(false));
    }
    assertFalse(semaphore.acquire(false));
  }
}
