package dev.lockstep.kit.run;

import java.lang.instrument.Instrumentation;

/**
 * Attaches an agent to this JVM, which has to allow that: {@code -XX:+EnableDynamicAgentLoading},
 * and {@code -Djdk.attach.allowAttachSelf=true} lest it takes another JVM to do it.
 */
public final class JvmAgent {
  private JvmAgent() {}

  /** Returns the agent's view of this JVM, always the same. */
  public static Instrumentation instrumentation() {
    // By reflection: javac would warn of the annotations on Byte Buddy's class, which are nowhere.
    try {
      return (Instrumentation)
          Class.forName("net.bytebuddy.agent.ByteBuddyAgent").getMethod("install").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new RunException("This JVM lets no agent attach to it: " + FailureText.of(e));
    }
  }
}
