"""Plays sequences of calls on the real threading primitives of this interpreter.

It reads one JSON object a line from standard input and answers each with one line. The first line
that it writes says who it is. A request is

    {"id": 7, "object": "lock", "steps": [{"call": ["new"]}, {"call": ["acquire", false, -1.0]}]}

and its answer holds one outcome a step, up to the first that ends the sequence:

    {"id": 7, "outcomes": [{"returned": null}, {"returned": true}]}

An outcome is one of
    {"returned": value}
    {"raised": class, "message": text}
    {"blocked": true}         the thread was seen to wait: its sequence ends
    {"spins": true}           the call burns CPU time and does not come back: its sequence ends
    {"unobservable": reason}  this interpreter or platform cannot show it: its sequence ends

The numbers "nan", "inf" and "-inf" are strings. A step with "blocks": true is expected to block; it
is left out where nobody could see that. A step with "interrupt": true is called by the main thread,
and gets a SIGINT as soon as the main thread was seen to wait in it.

A request with "moves" in place of "steps" is a program of several threads, of which one moves at a
time: the next moves once every thread has come back from its call or is seen to wait in it.

    {"id": 8, "object": "event", "moves": [{"thread": "A", "call": ["new"]},
        {"thread": "B", "call": ["wait"]}, {"thread": "C", "call": ["wait", 0.1]},
        {"thread": "C", "expires": true}, {"thread": "A", "call": ["set"]}]}

A move with "expires" waits until the timeout in the thread's call is over. The outcome of a move is
that of the call of the thread that moved, with two more entries where they apply:
    "ended": {thread: outcome}   calls of other threads that have ended since the move before
    "late": [thread]             calls whose timeout may be over too, before somebody asked for it
and {"busy": true}, which ends the program, if the thread still waits in its call before.

That a thread waits is observed, not concluded from the time that it takes: the kernel must show it
asleep, and its counters of context switches and CPU time at a standstill, over several looks. Between
two looks this thread sleeps and thereby lets go of the interpreter lock, so that a thread that only
waits for that lock gets it, runs, and moves its counters. A thread that another has woken is no longer
asleep for the kernel, though it may not run for long; so of several threads all wait only if all are
asleep and no counter has moved from one look at all of them to the next.

That a timeout is over is seen as well: by the clock, and by the counters, which move when the thread
wakes up.
"""

import json
import os
import platform
import queue
import signal
import sys
import threading
import time

DRIVER = 2

# How often in a row a thread must look the same before it counts as waiting.
LOOKS = 6

# The pause between two looks, in seconds. Nothing is concluded from it: it only lets others run.
PAUSE = 0.001

# The CPU time, in clock ticks of the kernel, after which a call that has not returned counts as spinning.
SPIN_TICKS = 50

# A call with a timeout of at most this many seconds is waited for.
PATIENCE = 1.0


def task_directory():
    """The kernel's view on the threads of this process."""
    return "/proc/self/task"


def why_unobservable():
    """Why waiting cannot be seen here, or None if it can."""
    if not can_start_threads():
        return "no threads in this interpreter"
    try:
        look(threading.get_native_id())
    except (AttributeError, OSError, ValueError, IndexError):
        return "no " + task_directory() + " on this platform"
    return None


def can_start_threads():
    try:
        thread = threading.Thread(target=lambda: None, daemon=True)
        thread.start()
        thread.join()
        return True
    except RuntimeError:
        return False


def look(native_id):
    """State, counters and CPU ticks of a thread: all three stand still only if it waits."""
    base = task_directory() + "/" + str(native_id)
    with open(base + "/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    with open(base + "/status") as file:
        switches = tuple(line for line in file if "ctxt_switches" in line)
    if len(switches) != 2:
        raise ValueError("no counters of context switches")
    return fields[0], switches, int(fields[11]) + int(fields[12])


class Call:
    """One call, made by one thread and watched by another."""

    def __init__(self, body, timeout=None):
        self.body = body
        self.timeout = timeout
        self.native_id = None
        self.outcome = None
        self.spins = False
        self.start_ticks = None
        self.started = time.monotonic()
        self.asleep = None  # when it was first seen to wait, and the look that showed it
        self.is_over = False  # whether its timeout is known to be over

    def run(self):
        self.native_id = threading.get_native_id()
        self.outcome = outcome_of(self.body)

    def look(self):
        """What the kernel shows of the thread; None if there is nothing to see."""
        if self.native_id is None:
            return None
        try:
            seen = look(self.native_id)
        except OSError:  # the thread has ended in between
            return None
        if self.start_ticks is None:
            self.start_ticks = seen[2]
        self.spins = seen[2] - self.start_ticks >= SPIN_TICKS
        return seen

    def seen(self):
        if self.outcome is not None:
            return self.outcome
        return {"spins": True} if self.spins else {"blocked": True}

    def may_be_late(self):
        return time.monotonic() >= self.started + self.timeout

    def expires(self):
        """Tells whether the timeout is over: by the clock, and because the thread has woken up."""
        if self.outcome is not None:
            return True
        when, seen = self.asleep
        if time.monotonic() < when + self.timeout:
            return False
        # Who was seen asleep only after the time was over need not wake up any more.
        return when >= self.started + self.timeout or self.look() != seen


def watch(calls, until=lambda: True):
    """Returns once each call has ended or is seen to wait, or one is seen to spin.

    No earlier than a condition holds.
    """
    still = 0
    before = None
    while True:
        running = [call for call in calls if call.outcome is None]
        ready = until()
        if not running and ready:
            return
        seen = [call.look() for call in running]
        asleep = all(one is not None and one[0] == "S" for one in seen)
        still = still + 1 if ready and seen == before and asleep else 0
        before = seen
        unchanged = all(call.outcome is None for call in running)
        if still >= LOOKS and unchanged:
            for call, look_at_it in zip(running, seen):
                call.asleep = call.asleep or (time.monotonic(), look_at_it)
            return
        if any(call.spins for call in running) and unchanged:
            return
        time.sleep(PAUSE)


def outcome_of(body):
    try:
        return {"returned": encode(body())}
    except BaseException as error:
        return {"raised": type(error).__name__, "message": str(error)}


def encode(value):
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise TypeError("cannot encode a " + type(value).__name__)


def decode(value):
    return float(value) if value in ("nan", "inf", "-inf") else value


class Player:
    """Plays the steps of one sequence on one object."""

    def __init__(self, kind, unobservable):
        self.create = {
            "lock": threading.Lock,
            "rlock": threading.RLock,
            "semaphore": threading.Semaphore,
            "bounded": threading.BoundedSemaphore,
            "event": Event,
            "probe": Probe,
        }[kind]
        self.unobservable = unobservable
        self.subject = None

    def play(self, step):
        name, arguments, body = self.call(step)
        if name == "new":
            return outcome_of(body)
        if self.unobservable:
            if step.get("blocks") or step.get("interrupt"):
                return {"unobservable": self.unobservable}
            return outcome_of(body)
        if step.get("interrupt"):
            return interrupted(body)
        if self.create is threading.RLock:
            return outcome_of(body)  # by the thread that owns it, which never waits for itself
        if name in ("acquire", "wait") and not ends_soon(arguments) or self.create is Probe:
            return watched(body)
        return outcome_of(body)

    def call(self, step):
        """The method's name, the arguments, and what makes the call."""
        name, *arguments = step["call"]
        arguments = [decode(argument) for argument in arguments]
        if name == "new":
            return name, arguments, lambda: self.renew(arguments)
        return name, arguments, lambda: getattr(self.subject, name)(*arguments)  # a version may lack it

    def renew(self, arguments):
        self.subject = self.create(*arguments)


class Event(threading.Event):
    def pulse(self):
        """Sets and clears at once."""
        self.set()
        self.clear()


def timeout_in(arguments):
    """A timeout is the last argument, and a number that is no bool; None if there is none."""
    timeout = arguments[-1] if arguments else None
    return timeout if isinstance(timeout, (int, float)) and not isinstance(timeout, bool) else None


def ends_soon(arguments):
    timeout = timeout_in(arguments)
    return timeout is not None and 0 <= timeout <= PATIENCE


def watched(body):
    call = Call(body)
    thread = threading.Thread(target=call.run, daemon=True)
    thread.start()
    watch([call])
    if call.outcome is not None:
        thread.join()
    return call.seen()


def interrupted(body):
    """The main thread calls; a helper interrupts it as soon as it is seen to wait."""
    call = Call(body)
    main = threading.main_thread()
    assert threading.current_thread() is main

    def interrupt():
        watch([call])
        if call.seen() == {"blocked": True}:
            signal.pthread_kill(main.ident, signal.SIGINT)

    helper = threading.Thread(target=interrupt, daemon=True)
    helper.start()
    call.run()
    helper.join()
    return call.outcome


class Mover:
    """A thread of a program: makes one call after another."""

    def __init__(self):
        self.calls = queue.SimpleQueue()
        self.call = None
        self.reported = True  # whether the end of the call has been told
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        for call in iter(self.calls.get, None):
            call.run()

    def begin(self, call):
        self.call = call
        self.reported = False
        self.calls.put(call)

    def stop(self):
        """Ends the thread, unless it waits in its call."""
        self.calls.put(None)


class Program:
    """Plays the moves of a program on one object."""

    def __init__(self, kind):
        self.player = Player(kind, None)
        self.movers = {}

    def play(self, move):
        name = move["thread"]
        if name not in self.movers:
            self.movers[name] = Mover()
        mover = self.movers[name]
        expires = bool(move.get("expires"))
        if expires == mover.reported:
            return {"busy": True}
        # A timeout may end a call between two moves: it is reported with the next.
        others = {other: one for other, one in self.movers.items() if one is not mover and not one.reported}
        if expires:
            self.expire(mover.call)
        else:
            self.begin(mover, move)
        return self.outcome(mover, others)

    def begin(self, mover, move):
        _, arguments, body = self.player.call(move)
        mover.begin(Call(body, timeout_in(arguments) if ends_soon(arguments) else None))
        self.watch()

    def expire(self, call):
        self.watch(call.expires)
        call.is_over = True

    def watch(self, until=lambda: True):
        watch([mover.call for mover in self.movers.values() if not mover.reported], until)

    def outcome(self, mover, others):
        if any(other.call.spins and other.call.outcome is None for other in others.values()):
            return {"spins": True}
        outcome = dict(mover.call.seen())
        mover.reported = "blocked" not in outcome
        ended = {}
        for name, other in others.items():
            if other.call.outcome is not None:
                ended[name] = other.call.outcome
                other.reported = True
        if ended:
            outcome["ended"] = ended
        late = [name for name, one in self.movers.items()
                if (one is mover or name in others) and is_late(one.call)]
        if late:
            outcome["late"] = late
        return outcome

    def end(self):
        for mover in self.movers.values():
            mover.stop()


def is_late(call):
    return call.timeout is not None and call.timeout > 0 and not call.is_over and call.may_be_late()


class Probe:
    """Calls that look like waiting and are none: the test of the watching itself."""

    def __init__(self):
        self.gates = [threading.Lock() for _ in range(8)]
        for gate in self.gates:
            gate.acquire()

    def spin(self, ticks):
        """Computes for a while."""
        end = time.thread_time() + ticks / 100
        while time.thread_time() < end:
            pass
        return True

    def contend(self, ticks):
        """Computes for a while, and has to share the interpreter lock with a thread that never lets go."""
        stop = []
        rival = threading.Thread(target=lambda: rush(stop), daemon=True)
        rival.start()
        try:
            return self.spin(ticks)
        finally:
            stop.append(True)
            rival.join()

    def nap(self, times):
        """Is asleep at nearly every look, but never for long."""
        for _ in range(times):
            time.sleep(PAUSE / 2)
        return True

    def wait(self):
        """Waits for ever."""
        event = threading.Lock()
        event.acquire()
        event.acquire()

    def relay(self, gate, ticks):
        """Waits at a gate; then computes for a while, sleeps for a moment, and opens the next gate."""
        self.gates[gate].acquire()
        self.spin(ticks)
        self.nap(3)
        self.gates[gate + 1].release()
        return True

    def doze(self, timeout):
        """Waits for ever, whatever the timeout."""
        self.wait()

    def open(self, gate):
        self.gates[gate].release()

    def rush(self):
        """Computes for ever."""
        rush([])

    def crash(self):
        """Ends the process."""
        os._exit(3)


def rush(stop):
    while not stop:
        pass


def play(request, unobservable):
    if "moves" in request:
        return play_moves(request, unobservable)
    player = Player(request["object"], unobservable)
    outcomes = []
    for step in request["steps"]:
        outcome = player.play(step)
        outcomes.append(outcome)
        if not ("returned" in outcome or "raised" in outcome):
            break
    return {"id": request["id"], "outcomes": outcomes}


def play_moves(request, unobservable):
    if unobservable:
        return {"id": request["id"], "outcomes": [{"unobservable": unobservable}]}
    program = Program(request["object"])
    outcomes = []
    for move in request["moves"]:
        outcome = program.play(move)
        outcomes.append(outcome)
        if "busy" in outcome or "spins" in outcome:
            break
    program.end()
    return {"id": request["id"], "outcomes": outcomes}


def identity(unobservable):
    gil = getattr(sys, "_is_gil_enabled", lambda: True)
    return {
        "driver": DRIVER,
        "version": platform.python_version(),
        "implementation": platform.python_implementation(),
        "platform": sys.platform,
        "gil": gil(),
        "unobservable": unobservable,
    }


def write(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main():
    unobservable = why_unobservable()
    if not unobservable:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    write(identity(unobservable))
    for line in sys.stdin:
        write(play(json.loads(line), unobservable))


if __name__ == "__main__":
    main()
    # Threads that still wait in a call are left behind.
    os._exit(0)
