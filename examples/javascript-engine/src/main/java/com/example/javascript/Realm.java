package com.example.javascript;

import dev.lockstep.atomics.SharedArrayBuffer;
import dev.lockstep.atomics.WaitResult;
import dev.lockstep.queue.SimpleQueue;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * A realm of JavaScript with an event loop. It belongs to the thread that creates it; others may
 * only {@link #post}.
 */
final class Realm implements AutoCloseable {
  private static final double LIMIT_SECONDS = 60;

  private final Context context = Context.enter();
  private final ScriptableObject scope;
  private final SimpleQueue<Runnable> tasks = new SimpleQueue<>();
  private int promises;

  Realm() {
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true);
    context.setTrackUnhandledPromiseRejections(true);
    scope = context.initSafeStandardObjects();
  }

  /** Gives the realm what the engine lacks. */
  void addSharedMemory() {
    SharedBuffer.defineIn(context, scope);
    for (ElementType type : ElementType.values()) {
      View.defineIn(scope, type);
    }
    AtomicsObject.defineIn(this, context, scope);
  }

  /** Defines a global function. What it returns as null is undefined to a script. */
  void define(String name, int length, Function<Object[], Object> body) {
    LambdaFunction function =
        new LambdaFunction(
            scope,
            name,
            length,
            (cx, realm, self, args) ->
                Objects.requireNonNullElse(body.apply(args), Undefined.instance));
    ScriptableObject.putProperty(scope, name, function);
  }

  /** Defines a global variable whose value is a buffer over that memory. */
  void define(String name, SharedArrayBuffer memory) {
    ScriptableObject.putProperty(scope, name, SharedBuffer.of(memory, scope));
  }

  Object evaluate(String expression) {
    return context.evaluateString(scope, expression, "expression", 1, null);
  }

  /** Runs a script of this package, and then the event loop until nothing more can come. */
  void run(String script) {
    try (Reader source =
        new InputStreamReader(
            Objects.requireNonNull(Realm.class.getResourceAsStream(script), script),
            StandardCharsets.UTF_8)) {
      context.evaluateReader(scope, source, script, 1, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    raiseWhatNobodyCaught();
    while (promises > 0) {
      // Raises Empty, and so ends the program, if nothing comes for so long.
      tasks.get(true, LIMIT_SECONDS).run();
      context.processMicrotasks();
      raiseWhatNobodyCaught();
    }
  }

  private void raiseWhatNobodyCaught() {
    context
        .getUnhandledPromiseTracker()
        .process(
            reason -> {
              throw new AssertionError("a promise was rejected: " + Context.toString(reason));
            });
  }

  /** Has the thread of this realm run a task. */
  void post(Runnable task) {
    tasks.put(task);
  }

  /** Returns a promise that is resolved by the event loop once the stage is complete. */
  Scriptable promiseOf(CompletionStage<WaitResult> stage) {
    LambdaFunction executor =
        new LambdaFunction(
            scope,
            2,
            (cx, realm, self, args) -> {
              Callable resolve = (Callable) args[0];
              promises++;
              stage.thenAccept(result -> post(() -> resolve(resolve, result)));
              return Undefined.instance;
            });
    return context.newObject(scope, "Promise", new Object[] {executor});
  }

  private void resolve(Callable resolve, WaitResult result) {
    promises--;
    resolve.call(context, scope, Undefined.SCRIPTABLE_UNDEFINED, new Object[] {result.toString()});
  }

  @Override
  public void close() {
    context.close();
  }
}
