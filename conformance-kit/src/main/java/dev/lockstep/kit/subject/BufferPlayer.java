package dev.lockstep.kit.subject;

import dev.lockstep.kit.model.Call;
import dev.lockstep.kit.model.ElementType;
import dev.lockstep.kit.model.Outcome;
import dev.lockstep.kit.model.SharedArrayBufferModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays calls of a shared buffer and its views; see {@link SharedArrayBufferModel}. */
public final class BufferPlayer implements Player {
  private final Caller caller;
  private final List<BufferSubject.View> views = new ArrayList<>();
  private final List<ElementType> types = new ArrayList<>();
  private BufferSubject buffer;

  /**
   * Creates a player with a new buffer.
   *
   * @param caller makes the calls
   * @param byteLength its length
   * @param maximum how far it can grow; {@link SharedArrayBufferModel#FIXED} if it cannot
   */
  public BufferPlayer(Caller caller, long byteLength, long maximum) {
    this.caller = caller;
    buffer =
        maximum == SharedArrayBufferModel.FIXED
            ? caller.subject().newSharedArrayBuffer(byteLength)
            : caller.subject().newSharedArrayBuffer(byteLength, maximum);
  }

  @Override
  public Outcome play(Call call, boolean interrupted) {
    return caller.observe(body(call), interrupted);
  }

  private Callable<? extends @Nullable Object> body(Call call) {
    return switch (call.method()) {
      case "new" -> () -> create(call);
      case "byteLength" -> () -> buffer.byteLength();
      case "growable" -> () -> buffer.growable();
      case "maxByteLength" -> () -> buffer.maxByteLength();
      case "grow" -> () -> grow(number(call, 0));
      case "slice" -> () -> slice(number(call, 0), number(call, 1));
      case "view" -> () -> view(call);
      case "lengths" ->
          () ->
              views.stream()
                  .map(view -> Long.toString(view.length()))
                  .collect(Collectors.joining(", "));
      case "get" -> () -> get((int) number(call, 0), number(call, 1));
      case "set" -> () -> set((int) number(call, 0), number(call, 1), call.arguments().get(2));
      default -> throw new IllegalArgumentException("A SharedArrayBuffer has no " + call);
    };
  }

  private @Nullable Object create(Call call) {
    buffer =
        call.arguments().size() == 1
            ? caller.subject().newSharedArrayBuffer(number(call, 0))
            : caller.subject().newSharedArrayBuffer(number(call, 0), number(call, 1));
    views.clear();
    types.clear();
    return null;
  }

  private @Nullable Object grow(long byteLength) {
    buffer.grow(byteLength);
    return null;
  }

  /**
   * Returns the bytes of a buffer as the model does.
   *
   * @param slice the buffer
   */
  public static String bytes(BufferSubject slice) {
    List<Byte> bytes = new ArrayList<>();
    BufferSubject.View view = slice.view(ElementType.INT8, 0);
    for (long i = 0; i < slice.byteLength(); i++) {
      bytes.add((byte) view.get(i));
    }
    return SharedArrayBufferModel.text(bytes);
  }

  private Object slice(long begin, long end) {
    BufferSubject slice = buffer.slice(begin, end);
    return slice.shared() && !slice.growable() ? bytes(slice) : "a slice of another kind";
  }

  private Object view(Call call) {
    ElementType type = ElementType.of((String) call.arguments().get(0));
    BufferSubject.View view =
        call.arguments().size() == 2
            ? buffer.view(type, number(call, 1))
            : buffer.view(type, number(call, 1), number(call, 2));
    views.add(view);
    types.add(type);
    return view.hasItsBuffer()
        ? SharedArrayBufferModel.describe(view.length(), view.byteLength(), view.byteOffset())
        : "a view of another buffer";
  }

  private Object get(int number, long index) {
    return isFloat(types.get(number))
        ? (Object) views.get(number).getNumber(index)
        : (Object) views.get(number).get(index);
  }

  private @Nullable Object set(int number, long index, Object value) {
    if (value instanceof Double real) {
      views.get(number).setNumber(index, real);
    } else {
      views.get(number).set(index, (Long) value);
    }
    return null;
  }

  private static boolean isFloat(ElementType type) {
    return type == ElementType.FLOAT32 || type == ElementType.FLOAT64;
  }

  private static long number(Call call, int argument) {
    return (Long) call.arguments().get(argument);
  }
}
