package com.example.javascript;

import dev.lockstep.atomics.Atomics;
import dev.lockstep.atomics.BigInt64Array;
import dev.lockstep.atomics.TypedArray;
import dev.lockstep.atomics.WaitAsyncResult;
import java.math.BigInteger;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaFunction;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * JavaScript's {@code Atomics}, for views over shared memory. The engine's own arrays are a {@code
 * TypeError}: nobody shares them.
 */
final class AtomicsObject {
  /** One of Lockstep's operations that take a value and return what was there before. */
  private interface Update {
    long apply(TypedArray view, long index, long value);
  }

  private interface Operation {
    Object apply(Object[] args);
  }

  private final Realm realm;
  private final Scriptable scope;
  private final Scriptable atomics;

  private AtomicsObject(Realm realm, Context context, Scriptable scope) {
    this.realm = realm;
    this.scope = scope;
    atomics = context.newObject(scope);
  }

  static void defineIn(Realm realm, Context context, Scriptable scope) {
    AtomicsObject object = new AtomicsObject(realm, context, scope);
    object.defineAll();
    ScriptableObject.defineProperty(scope, "Atomics", object.atomics, ScriptableObject.DONTENUM);
  }

  private void defineAll() {
    defineUpdate("add", Atomics::add);
    defineUpdate("sub", Atomics::sub);
    defineUpdate("and", Atomics::and);
    defineUpdate("or", Atomics::or);
    defineUpdate("xor", Atomics::xor);
    defineUpdate("exchange", Atomics::exchange);
    define(
        "load",
        2,
        args -> {
          TypedArray view = view(args);
          return result(view, Atomics.load(view, Arguments.index(args, 1)));
        });
    define(
        "store",
        3,
        args -> {
          TypedArray view = view(args);
          long index = Arguments.index(args, 1);
          if (view instanceof BigInt64Array) {
            BigInteger value = Arguments.bigint(Arguments.get(args, 2));
            Atomics.store(view, index, value.longValue());
            return value;
          }
          return Atomics.store(view, index, ScriptRuntime.toNumber(args, 2));
        });
    define(
        "compareExchange",
        4,
        args -> {
          TypedArray view = view(args);
          long index = Arguments.index(args, 1);
          long expected = operand(view, args, 2);
          return result(
              view, Atomics.compareExchange(view, index, expected, operand(view, args, 3)));
        });
    define("isLockFree", 1, args -> Atomics.isLockFree(Arguments.index(args, 0)));
    define(
        "wait",
        4,
        args -> {
          TypedArray view = view(args);
          long index = Arguments.index(args, 1);
          // What is missing is NaN, and that is for ever.
          double timeout = ScriptRuntime.toNumber(Arguments.get(args, 3));
          return Atomics.wait(view, index, operand(view, args, 2), timeout).toString();
        });
    define("waitAsync", 4, this::waitAsync);
    define(
        "notify",
        3,
        args -> {
          TypedArray view = view(args);
          long index = Arguments.index(args, 1);
          return Arguments.isGiven(args, 2)
              ? Atomics.notify(view, index, ScriptRuntime.toNumber(args[2]))
              : Atomics.notify(view, index);
        });
  }

  private Object waitAsync(Object[] args) {
    TypedArray view = view(args);
    long index = Arguments.index(args, 1);
    double timeout = ScriptRuntime.toNumber(Arguments.get(args, 3));
    WaitAsyncResult result = Atomics.waitAsync(view, index, operand(view, args, 2), timeout);
    Object value =
        result.isAsync()
            ? realm.promiseOf(result.value())
            : result.value().toCompletableFuture().join().toString();
    Scriptable object = Context.getCurrentContext().newObject(scope);
    ScriptableObject.putProperty(object, "async", result.isAsync());
    ScriptableObject.putProperty(object, "value", value);
    return object;
  }

  private void defineUpdate(String name, Update update) {
    define(
        name,
        3,
        args -> {
          TypedArray view = view(args);
          long index = Arguments.index(args, 1);
          return result(view, update.apply(view, index, operand(view, args, 2)));
        });
  }

  private void define(String name, int length, Operation operation) {
    LambdaFunction function =
        new LambdaFunction(
            scope,
            name,
            length,
            (cx, realmOfCall, self, args) -> Errors.translated(() -> operation.apply(args)));
    ScriptableObject.defineProperty(atomics, name, function, ScriptableObject.DONTENUM);
  }

  private static TypedArray view(Object[] args) {
    if (Arguments.get(args, 0) instanceof View view) {
      return view.elements();
    }
    throw ScriptRuntime.typeError("Not a view over shared memory");
  }

  /** The lowest 64 bits of a bigint, or the lowest 32 of a number: no element here is wider. */
  private static long operand(TypedArray view, Object[] args, int position) {
    Object value = Arguments.get(args, position);
    return view instanceof BigInt64Array
        ? Arguments.bigint(value).longValue()
        : ScriptRuntime.toInt32(value);
  }

  private static Object result(TypedArray view, long value) {
    if (view instanceof BigInt64Array) {
      return BigInteger.valueOf(value);
    }
    return (double) value;
  }
}
