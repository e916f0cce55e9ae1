package com.example.javascript;

import dev.lockstep.atomics.SharedArrayBuffer;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.LambdaConstructor;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** A {@code SharedArrayBuffer} of a realm. Those of several realms may have the same memory. */
final class SharedBuffer extends ScriptableObject {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "SharedArrayBuffer";

  private final transient SharedArrayBuffer memory;

  private SharedBuffer(SharedArrayBuffer memory) {
    this.memory = memory;
  }

  /** Defines the constructor in a realm. */
  static void defineIn(Context context, Scriptable scope) {
    LambdaConstructor constructor =
        new LambdaConstructor(
            scope,
            NAME,
            1,
            LambdaConstructor.CONSTRUCTOR_NEW,
            (cx, realm, args) -> new SharedBuffer(Errors.translated(() -> allocate(args))));
    constructor.definePrototypeProperty(
        context, "byteLength", self -> (double) memoryOf(self).byteLength());
    constructor.definePrototypeProperty(
        context, "maxByteLength", self -> (double) memoryOf(self).maxByteLength());
    constructor.definePrototypeProperty(context, "growable", self -> memoryOf(self).growable());
    constructor.definePrototypeMethod(
        scope,
        "grow",
        1,
        (cx, realm, self, args) ->
            Errors.translated(
                () -> {
                  memoryOf(self).grow(Arguments.index(args, 0));
                  return Undefined.instance;
                }));
    constructor.definePrototypeMethod(
        scope,
        "slice",
        2,
        (cx, realm, self, args) -> of(Errors.translated(() -> slice(memoryOf(self), args)), realm));
    ScriptableObject.defineProperty(scope, NAME, constructor, ScriptableObject.DONTENUM);
  }

  /** Makes an object of a realm for memory that is there: what a worker is given. */
  static SharedBuffer of(SharedArrayBuffer memory, Scriptable scope) {
    SharedBuffer buffer = new SharedBuffer(memory);
    buffer.setParentScope(scope);
    buffer.setPrototype(ScriptableObject.getClassPrototype(scope, NAME));
    return buffer;
  }

  private static SharedArrayBuffer allocate(Object[] args) {
    long length = Arguments.index(args, 0);
    if (Arguments.get(args, 1) instanceof Scriptable options) {
      Object maximum = ScriptableObject.getProperty(options, "maxByteLength");
      if (maximum != NOT_FOUND && !Undefined.isUndefined(maximum)) {
        return new SharedArrayBuffer(length, (long) ScriptRuntime.toIntegerOrInfinity(maximum));
      }
    }
    return new SharedArrayBuffer(length);
  }

  private static SharedArrayBuffer slice(SharedArrayBuffer memory, Object[] args) {
    long begin = Arguments.index(args, 0);
    return Arguments.isGiven(args, 1)
        ? memory.slice(begin, Arguments.index(args, 1))
        : memory.slice(begin);
  }

  private static SharedArrayBuffer memoryOf(Scriptable self) {
    return LambdaConstructor.convertThisObject(self, SharedBuffer.class).memory;
  }

  SharedArrayBuffer memory() {
    return memory;
  }

  @Override
  public String getClassName() {
    return NAME;
  }
}
