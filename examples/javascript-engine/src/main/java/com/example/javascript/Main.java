package com.example.javascript;

import dev.lockstep.atomics.Agent;
import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.Int32Array;
import dev.lockstep.atomics.SharedArrayBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptRuntime;

/**
 * Runs main.js and its workers, each in a thread and a realm of its own, over one shared memory.
 * The scripts check what they see; what is wrong ends the program with an error.
 */
public final class Main {
  // What main.js counts, and to what.
  private static final int COUNT = 1;
  private static final int COUNT_UNDER_LOCK = 2;
  private static final int DUE = 4 * 500;

  private Main() {}

  public static void main(String[] args) {
    try (Realm realm = new Realm()) {
      expectEqual("undefined", realm.evaluate("typeof SharedArrayBuffer"));
      expectEqual("undefined", realm.evaluate("typeof Atomics"));
      realm.addSharedMemory();
      expectEqual("function", realm.evaluate("typeof SharedArrayBuffer"));
      expectEqual("object", realm.evaluate("typeof Atomics"));

      // Memory that Java has already, and a script writes.
      ByteBuffer bytes = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
      realm.define("ofJava", SharedArrayBuffer.wrap(bytes));
      realm.evaluate("new Float64Array(ofJava)[1] = Math.PI");
      expectEqual(Math.PI, bytes.getDouble(8));

      SharedArrayBuffer memory = runMain(realm);

      // Memory that a script made, and Java reads.
      expectEqual(DUE, Atomics.load(new Int32Array(memory), COUNT));
      ByteBuffer word = memory.asByteBuffer(COUNT_UNDER_LOCK * Integer.BYTES, Integer.BYTES);
      expectEqual(DUE, word.getInt(0));
    }
    System.out.println("javascript-engine: all as expected");
  }

  private static SharedArrayBuffer runMain(Realm realm) {
    List<SharedArrayBuffer> result = new ArrayList<>();
    defineExpectEqual(realm);
    realm.define(
        "spawn",
        2,
        args -> {
          String script = (String) args[0];
          SharedArrayBuffer memory = ((SharedBuffer) args[1]).memory();
          Thread worker = new Thread(() -> runWorker(script, memory, realm), script);
          worker.setDaemon(true);
          worker.start();
          return null;
        });
    realm.define("finished", 1, args -> result.add(((SharedBuffer) args[0]).memory()));
    Agent.setCanBlock(false);
    realm.run("main.js");
    expectEqual(1, result.size());
    return result.get(0);
  }

  private static void runWorker(String script, SharedArrayBuffer memory, Realm main) {
    try (Realm realm = new Realm()) {
      realm.addSharedMemory();
      defineExpectEqual(realm);
      realm.define("buffer", memory);
      realm.run(script);
    } catch (Throwable e) {
      main.post(
          () -> {
            throw new AssertionError("in a worker", e);
          });
    }
  }

  private static void defineExpectEqual(Realm realm) {
    realm.define(
        "expectEqual",
        2,
        args -> {
          if (!ScriptRuntime.shallowEq(args[0], args[1])) {
            // Names the place in the script.
            throw Context.reportRuntimeError("due: " + args[0] + ", seen: " + args[1]);
          }
          return null;
        });
  }

  private static void expectEqual(Object due, Object seen) {
    if (!due.equals(seen)) {
      throw new AssertionError("due: " + due + ", seen: " + seen);
    }
  }
}
