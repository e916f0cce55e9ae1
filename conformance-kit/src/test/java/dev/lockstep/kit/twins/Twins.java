package dev.lockstep.kit.twins;

import dev.lockstep.kit.rules.RuleBook;

/** Writes twins for tests. */
public final class Twins {
  private Twins() {}

  /** Parses a twin of Lock.java that adds one line, behind a context that it does not have. */
  public static Twin parse(
      String name, String killedBy, String lastHeaders, String added, RuleBook rules) {
    String file = "primitives/src/main/java/dev/lockstep/threading/Lock.java";
    return parse(name, killedBy, lastHeaders, file, added, rules);
  }

  /** The same of SharedLock.java. */
  public static Twin parseShared(
      String name, String killedBy, String lastHeaders, String added, RuleBook rules) {
    String file = "atomics-emulation/src/main/java/dev/lockstep/atomics/sync/SharedLock.java";
    return parse(name, killedBy, lastHeaders, file, added, rules);
  }

  private static Twin parse(
      String name, String killedBy, String lastHeaders, String file, String added, RuleBook rules) {
    return TwinParser.parse(
        name,
        """
        Rule: %s
        Breaks: it
        Visible: everywhere
        Killed-by: %s
        %s--- a/%s
        +++ b/%s
        @@ -1 +1,2 @@
         context
        +%s
        """
            .formatted(name.substring(0, 6), killedBy, lastHeaders, file, file, added),
        rules);
  }
}
