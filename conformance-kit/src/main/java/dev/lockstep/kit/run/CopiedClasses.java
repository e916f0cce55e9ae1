package dev.lockstep.kit.run;

import java.util.Collection;

/** A service that is told of a twin's classes before any of them is loaded. */
public interface CopiedClasses {
  /**
   * The classes have been written and can be loaded from now on.
   *
   * @param names their full names
   */
  void written(Collection<String> names);
}
