package dev.lockstep.kit.subject;

import org.jspecify.annotations.Nullable;

/** Texts as they are compared. */
final class Texts {
  private Texts() {}

  /** Returns a text in which an address stands for any, as in the oracle's driver. */
  static String withoutAddresses(@Nullable String text) {
    return text == null ? "" : text.replaceAll("0x[0-9a-f]+", "0x…");
  }
}
