package dev.lockstep.kit.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view of a buffer as calls name it: {@code Int32Array}, of the shared buffer from its beginning
 * on; {@code Int32Array@8}, from byte 8 on; {@code other Int32Array}, of another shared buffer;
 * {@code unshared Int32Array}, of a buffer that is not shared.
 *
 * @param type the type of its elements
 * @param memory whose bytes they are
 * @param byteOffset where it begins, a multiple of the element's size
 */
public record ViewName(ElementType type, Memory memory, int byteOffset) {
  /** The buffers that there are views of. */
  public enum Memory {
    /** The one that most is about, which is shared. */
    SHARED,
    /** One more that is shared. */
    OTHER,
    /** One that is not shared. */
    UNSHARED
  }

  private static final Pattern NAME = Pattern.compile("(?:(unshared|other) )?(\\w+)(?:@(\\d+))?");

  /** Returns the view of 32-bit integers that begins where the shared buffer does. */
  public static ViewName ints() {
    return new ViewName(ElementType.INT32, Memory.SHARED, 0);
  }

  /** Returns the view of 64-bit integers that begins where the shared buffer does. */
  public static ViewName longs() {
    return new ViewName(ElementType.BIG_INT64, Memory.SHARED, 0);
  }

  /**
   * Finds a view by its name.
   *
   * @param name the name
   */
  public static ViewName of(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is no view");
    }
    String memory = matcher.group(1);
    String offset = matcher.group(3);
    return new ViewName(
        ElementType.of(matcher.group(2)),
        memory == null ? Memory.SHARED : Memory.valueOf(memory.toUpperCase(Locale.ROOT)),
        offset == null ? 0 : Integer.parseInt(offset));
  }

  /** Tells whether its buffer is shared. */
  public boolean shared() {
    return memory != Memory.UNSHARED;
  }

  @Override
  public String toString() {
    return (memory == Memory.SHARED ? "" : memory.name().toLowerCase(Locale.ROOT) + " ")
        + type.array()
        + (byteOffset == 0 ? "" : "@" + byteOffset);
  }
}
