package com.example.wasm;

import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.atomics.wasm.SharedMemory;
import dev.lockstep.atomics.wasm.Trap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Runs two instances of a module of WebAssembly in two threads, over one shared memory, and looks
 * at it as JavaScript would. What is wrong ends the program with an error.
 */
public final class Main {
  private static final int INITIAL_PAGES = 1;
  private static final int MAXIMUM_PAGES = 2;
  private static final int TIMES = 5_000;
  private static final long LIMIT_SECONDS = 60;

  // Addresses; worker.hex has those of its counters and its lock.
  private static final int COUNTER_16 = 6;
  private static final int COUNTER_8 = 4;
  private static final int GATE = 32;
  private static final int GREETING = 64;

  private final WasmModule module = module();
  private final SharedMemory memory = new SharedMemory(INITIAL_PAGES, MAXIMUM_PAGES);
  private final Instance one = instance();
  private final Instance other = instance();

  private Main() {}

  public static void main(String[] args) throws Exception {
    Main main = new Main();
    main.shareBytes();
    main.countTogether();
    main.waitForEachOther();
    main.grow();
    main.trap();
    System.out.println("wasm-runtime: all as expected");
  }

  private Instance instance() {
    ImportMemory imported =
        new ImportMemory("env", "memory", new ChicoryMemory(memory, INITIAL_PAGES, MAXIMUM_PAGES));
    return Instance.builder(module)
        .withImportValues(ImportValues.builder().addMemory(imported).build())
        .build();
  }

  /** What the module writes, Java reads through a ByteBuffer. */
  private void shareBytes() {
    int length = (int) call(one, "greet", GREETING);
    ByteBuffer bytes = memory.buffer().asByteBuffer(GREETING, length);
    expectEqual("hello from wasm", StandardCharsets.UTF_8.decode(bytes).toString());
  }

  /** Two threads count with atomic instructions, and with plain ones under a lock. */
  private void countTogether() throws Exception {
    FutureTask<Long> first = start(() -> countWith(one));
    FutureTask<Long> second = start(() -> countWith(other));
    get(first);
    get(second);

    int due = 2 * TIMES;
    Int32Array words = new Int32Array(memory.buffer());
    expectEqual(due, Atomics.load(words, 0));
    expectEqual((long) due, new BigInt64Array(memory.buffer()).get(1));
    expectEqual("the lock: 0", "the lock: " + Atomics.load(words, 4));
    expectEqual("under the lock: " + due, "under the lock: " + words.get(5));
    expectEqual(due & 0xffL, call(one, "load8", COUNTER_8));
    expectEqual(due & 0xffffL, call(one, "load16", COUNTER_16));
    // A narrow value is zero-extended.
    Atomics.store(words, 1, -1);
    expectEqual(0xffL, call(one, "load8", COUNTER_8));
    expectEqual(0xffffL, call(one, "load16", COUNTER_16));
  }

  private static long countWith(Instance instance) {
    instance.export("count").apply(TIMES);
    instance.export("countUnderLock").apply(TIMES);
    return TIMES;
  }

  /**
   * A wait of the module is ended by another instance or by JavaScript, and the other way round.
   */
  private void waitForEachOther() throws Exception {
    long millisecond = TimeUnit.MILLISECONDS.toNanos(1);
    expectEqual(1L, call(one, "wait", GATE, 5, -1)); // another value
    long start = System.nanoTime();
    expectEqual(2L, call(one, "wait", GATE, 0, millisecond)); // the time is over
    expectEqual(true, System.nanoTime() - start >= millisecond);
    expectEqual(0L, call(one, "notify", GATE, 1)); // nobody waits

    BigInt64Array javaScript = new BigInt64Array(memory.buffer());
    FutureTask<Long> waiting = start(() -> call(one, "wait", GATE, 0, -1));
    until(() -> Atomics.notify(javaScript, GATE / Long.BYTES, 1) == 1);
    expectEqual(0L, get(waiting));

    FutureTask<Long> waitingAgain = start(() -> call(one, "wait", GATE, 0, -1));
    until(() -> call(other, "notify", GATE, 1) == 1);
    expectEqual(0L, get(waitingAgain));

    FutureTask<WaitResult> waitingInJavaScript =
        start(() -> Atomics.wait(javaScript, GATE / Long.BYTES, 0));
    until(() -> call(other, "notify", GATE, -1) == 1);
    expectEqual(WaitResult.OK, get(waitingInJavaScript));
  }

  /** One instance grows the memory, the other has it. */
  private void grow() {
    expectEqual("out of bounds memory access", trapOf(other, "load32", SharedMemory.PAGE_SIZE));
    expectEqual(1L, call(one, "grow", 1));
    expectEqual(2L, call(other, "size"));
    expectEqual(0L, call(other, "load32", SharedMemory.PAGE_SIZE));
    expectEqual(-1L, (long) (int) call(one, "grow", 1));
    expectEqual(2L * SharedMemory.PAGE_SIZE, memory.buffer().byteLength());
  }

  private void trap() {
    expectEqual("unaligned atomic", trapOf(one, "load32", 2));
    expectEqual("unaligned atomic", trapOf(one, "notify", 2, 1));
    expectEqual("unaligned atomic", trapOf(one, "wait", 4, 0, 0));
    expectEqual("out of bounds memory access", trapOf(one, "load32", -4));
  }

  private static String trapOf(Instance instance, String function, long... args) {
    try {
      return "no trap, but " + instance.export(function).apply(args)[0];
    } catch (Trap | ChicoryException e) {
      // Some Chicory finds before it asks the memory.
      return e.getMessage();
    }
  }

  private static long call(Instance instance, String function, long... args) {
    return instance.export(function).apply(args)[0];
  }

  private static <T> FutureTask<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static <T> T get(FutureTask<T> task)
      throws ExecutionException, InterruptedException, TimeoutException {
    return task.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits for what another thread is about to do. */
  private static void until(BooleanSupplier condition) throws TimeoutException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
        throw new TimeoutException();
      }
      Thread.yield();
    }
  }

  private static void expectEqual(Object due, Object seen) {
    if (!due.equals(seen)) {
      throw new AssertionError("due: " + due + ", seen: " + seen);
    }
  }

  private static WasmModule module() {
    try (InputStream stream =
        Objects.requireNonNull(Main.class.getResourceAsStream("worker.hex"))) {
      String listing = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      String digits =
          listing
              .lines()
              .map(line -> line.replaceFirst(";;.*", "").replace(" ", ""))
              .collect(Collectors.joining());
      return Parser.parse(HexFormat.of().parseHex(digits));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
