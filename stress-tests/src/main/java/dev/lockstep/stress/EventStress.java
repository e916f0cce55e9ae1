package dev.lockstep.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.lockstep.kit.rules.Checker;
import dev.lockstep.kit.rules.Checks;
import dev.lockstep.kit.rules.Primitive;
import dev.lockstep.kit.rules.Rule;
import dev.lockstep.kit.subject.EventSubject;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Ref;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.L_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Event's races on the real machine. */
@Checks(primitive = Primitive.EVENT, checker = Checker.JCSTRESS)
public final class EventStress {
  private EventStress() {}

  private static EventSubject newSetEvent() {
    EventSubject event = Actors.SUBJECT.newEvent();
    event.set();
    return event;
  }

  /* Its flag is set, and a thread has had to wait for it before. */
  private static EventSubject newSetEventAfterAWait() {
    EventSubject event = Actors.SUBJECT.newEvent();
    event.await(Actors.AN_INSTANT);
    event.set();
    return event;
  }

  @JCStressTest
  @Rule("EVT-01")
  @Ref("EVT-01")
  @Description("A clear event is set while another thread looks at it twice.")
  @Outcome(
      id = {"false, false", "false, true", "true, true"},
      expect = ACCEPTABLE,
      desc = "The flag is set before, between or after the looks.")
  @Outcome(
      id = "true, false",
      expect = FORBIDDEN,
      desc = "The flag was seen set, and then clear, and nobody has cleared it.")
  @State
  public static class Evt01_AFlagThatWasSeenSetStaysSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();

    @Actor
    public void setter() {
      event.set();
    }

    @Actor
    public void looker(ZZ_Result r) {
      r.r1 = event.isSet();
      r.r2 = event.isSet();
    }
  }

  @JCStressTest
  @Rule("EVT-01")
  @Ref("EVT-01")
  @Description(
      "A set event is cleared and set by one thread while another clears it; then: is it set?")
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "The set came last.")
  @Outcome(id = "false", expect = ACCEPTABLE, desc = "A clear came last.")
  @Outcome(expect = FORBIDDEN, desc = "An error.")
  @State
  public static class Evt01_RacingSetsAndClearsLeaveAFlag {
    private final EventSubject event = newSetEvent();

    @Actor
    public void setter() {
      event.clear();
      event.set();
    }

    @Actor
    public void clearer() {
      event.clear();
    }

    @Arbiter
    public void arbiter(L_Result r) {
      r.r1 = Actors.isSet(event);
    }
  }

  @JCStressTest
  @Rule("EVT-03")
  @Ref("EVT-03")
  @Description(
      "A thread waits for a clear event with a timeout while another sets it; then: is it set?")
  @Outcome(id = "set, true", expect = ACCEPTABLE, desc = "The set came in time.")
  @Outcome(id = "timed out, true", expect = ACCEPTABLE, desc = "The set came too late.")
  @Outcome(
      id = "timed out early, true",
      expect = FORBIDDEN,
      desc = "The waiter said false before its time was over.")
  @Outcome(expect = FORBIDDEN, desc = "The flag is clear, or an error.")
  @Parks
  @State
  public static class Evt03_TimedWaitAgainstSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();

    @Actor
    public void waiter(LZ_Result r) {
      r.r1 = Actors.awaitTimed(event);
    }

    @Actor
    public void setter() {
      Actors.dawdle();
      event.set();
    }

    @Arbiter
    public void arbiter(LZ_Result r) {
      r.r2 = event.isSet();
    }
  }

  @JCStressTest(Mode.Termination)
  @Rule("EVT-07")
  @Ref("EVT-07")
  @Description("A thread waits for an event until it is set.")
  @Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The wait has ended.")
  @Outcome(id = "STALE", expect = FORBIDDEN, desc = "The flag is set and the waiter still waits.")
  @State
  public static class Evt07_BlockedWaitIsWoken {
    private final EventSubject event = Actors.SUBJECT.newEvent();

    @Actor
    public void waiter() {
      event.await();
    }

    @Signal
    public void setter() {
      event.set();
    }
  }

  @JCStressTest
  @Rule("EVT-07")
  @Ref("EVT-07")
  @Description("Three threads wait for an event that a fourth sets.")
  @Outcome(id = "true, true, true", expect = ACCEPTABLE, desc = "Each was woken.")
  @Outcome(expect = FORBIDDEN, desc = "A wait without a timeout did not return true.")
  @Parks
  @State
  public static class Evt07_SetEndsTheWaitOfThree {
    private final EventSubject event = Actors.SUBJECT.newEvent();

    @Actor
    public void waiter1(LLL_Result r) {
      r.r1 = Actors.await(event);
    }

    @Actor
    public void waiter2(LLL_Result r) {
      r.r2 = Actors.await(event);
    }

    @Actor
    public void waiter3(LLL_Result r) {
      r.r3 = Actors.await(event);
    }

    @Actor
    public void setter() {
      Actors.dawdle();
      event.set();
    }
  }

  @JCStressTest
  @Rule("EVT-08")
  @Ref("EVT-08")
  @Description(
      "A thread writes three plain fields and sets the flag; another waits, and reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @State
  public static class Evt08_WaitSeesWhatWasWrittenBeforeTheSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      z = 1;
      event.set();
    }

    @Actor
    public void reader(III_Result r) {
      event.await();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
    }
  }

  @JCStressTest
  @Rule("EVT-08")
  @Ref("EVT-08")
  @Description(
      "A thread writes three plain fields and sets the flag; another looks at the flag, and reads them.")
  @Outcome(id = "-1, -1, -1", expect = ACCEPTABLE, desc = "The flag was clear: nothing was read.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "It was set, and the writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "It was set, and some of the writes are not seen.")
  @State
  public static class Evt08_LookSeesWhatWasWrittenBeforeTheSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      x = 1;
      y = 1;
      z = 1;
      event.set();
    }

    @Actor
    public void reader(III_Result r) {
      if (event.isSet()) {
        r.r3 = z;
        r.r2 = y;
        r.r1 = x;
      } else {
        r.r3 = -1;
        r.r2 = -1;
        r.r1 = -1;
      }
    }
  }

  @JCStressTest
  @Rule("EVT-08")
  @Ref("EVT-08")
  @Description(
      "A thread writes three plain fields and sets the flag once another is parked, who reads them.")
  @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The writes are seen.")
  @Outcome(expect = FORBIDDEN, desc = "Some of the writes are not seen.")
  @Parks
  @State
  public static class Evt08_ParkedWaiterSeesWhatWasWrittenBeforeTheSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();
    private final Actors.Waiting waiting = new Actors.Waiting();
    private int x;
    private int y;
    private int z;

    @Actor
    public void writer() {
      waiting.awaitBlocked();
      x = 1;
      y = 1;
      z = 1;
      event.set();
    }

    @Actor
    public void reader(III_Result r) {
      waiting.announce();
      event.await();
      r.r3 = z;
      r.r2 = y;
      r.r1 = x;
      waiting.end();
    }
  }

  @JCStressTest
  @Rule("EVT-08")
  @Ref("EVT-08")
  @Description(
      "A set event: a thread writes a plain field and sets the flag again, while another clears it and then reads the field; then: is it set?")
  @Outcome(
      id = "1, true",
      expect = ACCEPTABLE,
      desc = "The write is seen, and announced once more.")
  @Outcome(
      id = "0, true",
      expect = ACCEPTABLE,
      desc = "The flag was cleared first: the set announces the write to the next.")
  @Outcome(
      id = "1, false",
      expect = ACCEPTABLE,
      desc = "The set was first: the clear undid it, and the write is seen.")
  @Outcome(
      id = "0, false",
      expect = FORBIDDEN,
      desc = "The clear undid the announcement of a write that is not seen: it is lost.")
  @State
  public static class Evt08_ClearSeesWhatASetAnnouncedOfASetEvent {
    private final EventSubject event = newSetEvent();
    private int x;

    @Actor
    public void writer() {
      x = 1;
      event.set();
    }

    @Actor
    public void clearer(IZ_Result r) {
      event.clear();
      r.r1 = x;
    }

    @Arbiter
    public void arbiter(IZ_Result r) {
      r.r2 = event.isSet();
    }
  }

  @JCStressTest
  @Rule("EVT-08")
  @Ref("EVT-08")
  @Description(
      "A set event that was waited for: a thread writes a plain field and sets the flag again, while another clears it and then reads the field; then: is it set?")
  @Outcome(
      id = "1, true",
      expect = ACCEPTABLE,
      desc = "The write is seen, and announced once more.")
  @Outcome(
      id = "0, true",
      expect = ACCEPTABLE,
      desc = "The flag was cleared first: the set announces the write to the next.")
  @Outcome(
      id = "1, false",
      expect = ACCEPTABLE,
      desc = "The set was first: the clear undid it, and the write is seen.")
  @Outcome(
      id = "0, false",
      expect = FORBIDDEN,
      desc = "The clear undid the announcement of a write that is not seen: it is lost.")
  @Parks
  @State
  public static class Evt08_ClearSeesWhatASetAnnouncedOfASetEventThatWasWaitedFor {
    private final EventSubject event = newSetEventAfterAWait();
    private int x;

    @Actor
    public void writer() {
      x = 1;
      event.set();
    }

    @Actor
    public void clearer(IZ_Result r) {
      event.clear();
      r.r1 = x;
    }

    @Arbiter
    public void arbiter(IZ_Result r) {
      r.r2 = event.isSet();
    }
  }

  @JCStressTest
  @Rule("EVT-09")
  @Ref("EVT-09")
  @Description(
      "An event is set while another thread looks at it, and then waits for it with a timeout.")
  @Outcome(
      id = {"false, set", "true, set", "false, timed out"},
      expect = ACCEPTABLE,
      desc = "The set is seen, or comes too late.")
  @Outcome(
      id = {"true, timed out", "true, timed out early"},
      expect = FORBIDDEN,
      desc = "The flag was set all the time, and the wait returned false.")
  @Outcome(expect = FORBIDDEN, desc = "The waiter said false before its time was over.")
  @Parks
  @State
  public static class Evt09_NoFalseWhileTheFlagIsSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();

    @Actor
    public void setter() {
      Actors.dawdle();
      event.set();
    }

    @Actor
    public void waiter(LL_Result r) {
      r.r1 = Actors.isSet(event);
      r.r2 = Actors.awaitTimed(event);
    }
  }

  @JCStressTest
  @Rule("EVT-10")
  @Ref("EVT-10")
  @Description("A thread that waits for an event is interrupted while the flag is set.")
  @Outcome(id = "true", expect = ACCEPTABLE, desc = "The set was first.")
  @Outcome(id = "KeyboardInterrupt", expect = ACCEPTABLE, desc = "The interrupt was first.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "False, another error, or a KeyboardInterrupt with the interrupt status still set.")
  @Parks
  @State
  public static class Evt10_InterruptAgainstSet {
    private final EventSubject event = Actors.SUBJECT.newEvent();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(L_Result r) {
      waiting.announce();
      String outcome = Actors.await(event);
      waiting.end();
      boolean stillSet = waiting.clearInterrupt();
      r.r1 = stillSet && !outcome.equals("true") ? outcome + " still set" : outcome;
    }

    @Actor
    public void interrupter() {
      waiting.awaitBlocked();
      waiting.interrupt();
    }

    @Actor
    public void setter() {
      waiting.awaitBlocked();
      event.set();
    }
  }

  @JCStressTest
  @Rule("EVT-12")
  @Ref("EVT-12")
  @Description(
      "One thread waits for an event with a timeout and another without, while a third sets it.")
  @Outcome(
      id = {"set, true", "timed out, true"},
      expect = ACCEPTABLE,
      desc = "The one without a timeout was woken in any case.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The one without a timeout was not woken, or there was an error.")
  @Parks
  @State
  public static class Evt12_TimeoutOfOneWaiterStrandsNoOther {
    private final EventSubject event = Actors.SUBJECT.newEvent();

    @Actor
    public void timedWaiter(LL_Result r) {
      r.r1 = Actors.awaitTimed(event);
    }

    @Actor
    public void waiter(LL_Result r) {
      r.r2 = Actors.await(event);
    }

    @Actor
    public void setter() {
      Actors.dawdle();
      event.set();
    }
  }

  @JCStressTest
  @Rule("EVT-13")
  @Ref("EVT-13")
  @Description(
      "An event is set and cleared at once as soon as a thread is parked that waits for it.")
  @Outcome(id = "true, reached", expect = ACCEPTABLE, desc = "The pulse has ended the wait.")
  @Outcome(
      expect = FORBIDDEN,
      desc = "The pulse has not ended the wait, or it ended with false or an error.")
  @Parks
  @State
  public static class Evt13_PulseReachesAParkedWaiter {
    private final EventSubject event = Actors.SUBJECT.newEvent();
    private final Actors.Waiting waiting = new Actors.Waiting();

    @Actor
    public void waiter(LL_Result r) {
      waiting.announce();
      r.r1 = Actors.await(event);
      waiting.end();
    }

    @Actor
    public void pulser(LL_Result r) {
      waiting.awaitParked();
      event.set();
      event.clear();
      r.r2 = waiting.endsSoon() ? "reached" : "stranded";
      event.set();
    }
  }
}
