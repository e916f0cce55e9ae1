package dev.lockstep.kit.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view of a buffer as calls name it: {@code Int32Array}, of the shared buffer from its beginning
 * on; {@code Int32Array@8}, from byte 8 on; {@code unshared Int32Array}, of a buffer that is not
 * shared.
 *
 * @param type the type of its elements
 * @param shared whether its buffer is
 * @param byteOffset where it begins, a multiple of the element's size
 */
public record ViewName(ElementType type, boolean shared, int byteOffset) {
  private static final Pattern NAME = Pattern.compile("(unshared )?(\\w+)(?:@(\\d+))?");

  /** Returns the view of 32-bit integers that begins where the shared buffer does. */
  public static ViewName ints() {
    return new ViewName(ElementType.INT32, true, 0);
  }

  /** Returns the view of 64-bit integers that begins where the shared buffer does. */
  public static ViewName longs() {
    return new ViewName(ElementType.BIG_INT64, true, 0);
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
    String offset = matcher.group(3);
    return new ViewName(
        ElementType.of(matcher.group(2)),
        matcher.group(1) == null,
        offset == null ? 0 : Integer.parseInt(offset));
  }

  @Override
  public String toString() {
    return (shared ? "" : "unshared ")
        + type.array()
        + (byteOffset == 0 ? "" : "@" + byteOffset);
  }
}
