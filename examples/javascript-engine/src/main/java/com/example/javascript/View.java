package com.example.javascript;

import dev.lockstep.atomics.TypedArray;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.LambdaConstructor;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** A view over shared memory, such as an {@code Int32Array}. */
final class View extends ScriptableObject {
  private static final long serialVersionUID = 1L;

  private final ElementType type;
  private final transient TypedArray elements;

  private View(ElementType type, SharedBuffer buffer, TypedArray elements) {
    this.type = type;
    this.elements = elements;
    int attributes = READONLY | PERMANENT | DONTENUM;
    defineProperty("buffer", buffer, attributes);
    defineProperty("byteOffset", (double) elements.byteOffset(), attributes);
    // These two may change.
    defineProperty("length", () -> (double) elements.length(), null, attributes);
    defineProperty("byteLength", () -> (double) elements.byteLength(), null, attributes);
  }

  /**
   * Puts a constructor before the engine's: it makes views over shared memory, and leaves all else
   * to the engine's. Both have the same prototype.
   */
  static void defineIn(Scriptable scope, ElementType type) {
    String name = type.constructorName();
    Function ofEngine = (Function) ScriptableObject.getProperty(scope, name);
    LambdaConstructor constructor =
        new LambdaConstructor(
            scope,
            name,
            3,
            LambdaConstructor.CONSTRUCTOR_NEW,
            (cx, realm, args) ->
                Arguments.get(args, 0) instanceof SharedBuffer buffer
                    ? new View(type, buffer, Errors.translated(() -> elements(type, buffer, args)))
                    : ofEngine.construct(cx, realm, args));
    constructor.setPrototypeScriptable(
        (ScriptableObject) ScriptableObject.getProperty(ofEngine, "prototype"));
    ScriptableObject.defineProperty(scope, name, constructor, ScriptableObject.DONTENUM);
  }

  private static TypedArray elements(ElementType type, SharedBuffer buffer, Object[] args) {
    long byteOffset = Arguments.index(args, 1);
    return Arguments.isGiven(args, 2)
        ? type.view(buffer.memory(), byteOffset, Arguments.index(args, 2))
        : type.view(buffer.memory(), byteOffset);
  }

  TypedArray elements() {
    return elements;
  }

  @Override
  public String getClassName() {
    return type.constructorName();
  }

  @Override
  public boolean has(int index, Scriptable start) {
    return index >= 0 && index < elements.length();
  }

  @Override
  public Object get(int index, Scriptable start) {
    return has(index, start) ? type.get(elements, index) : Undefined.instance;
  }

  @Override
  public void put(int index, Scriptable start, Object value) {
    if (has(index, start)) {
      type.set(elements, index, value);
    }
  }
}
