package dev.lockstep.kit.twins;

/** A twin that cannot be built; the message names it and says why. */
public final class TwinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TwinException(Twin twin, String why) {
    super("The twin " + twin.name() + " " + why);
  }
}
