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

That a thread waits is observed, not concluded from the time that it takes: the kernel must show it
asleep, and its counters of context switches and CPU time at a standstill, over several looks. Between
two looks this thread sleeps and thereby lets go of the interpreter lock, so that a thread that only
waits for that lock gets it, runs, and moves its counters.
"""

import json
import os
import platform
import signal
import sys
import threading
import time

DRIVER = 1

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

    def __init__(self, body):
        self.body = body
        self.native_id = None
        self.outcome = None

    def run(self):
        self.native_id = threading.get_native_id()
        self.outcome = outcome_of(self.body)

    def watch(self):
        """Returns once the call has ended, or is seen to wait or to spin."""
        while self.native_id is None and self.outcome is None:
            time.sleep(PAUSE)
        still = 0
        before = None
        start_ticks = None
        while self.outcome is None:
            try:
                seen = look(self.native_id)
            except OSError:  # the thread has ended in between
                time.sleep(PAUSE)
                continue
            start_ticks = seen[2] if start_ticks is None else start_ticks
            still = still + 1 if seen == before and seen[0] == "S" else 0
            before = seen
            if still >= LOOKS and self.outcome is None:
                return {"blocked": True}
            if seen[2] - start_ticks >= SPIN_TICKS and self.outcome is None:
                return {"spins": True}
            time.sleep(PAUSE)
        return self.outcome


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
            "condition": threading.Condition,
            "lock_condition": lambda: threading.Condition(threading.Lock()),
            "semaphore": threading.Semaphore,
            "bounded": threading.BoundedSemaphore,
            "event": threading.Event,
            "probe": Probe,
        }[kind]
        self.unobservable = unobservable
        self.subject = None

    def play(self, step):
        name, *arguments = step["call"]
        arguments = [decode(argument) for argument in arguments]
        if name == "new":
            return outcome_of(lambda: self.renew(arguments))
        body = self.body(name, arguments)
        if self.unobservable:
            if step.get("blocks") or step.get("interrupt"):
                return {"unobservable": self.unobservable}
            return outcome_of(body)
        if step.get("interrupt"):
            return interrupted(body)
        if self.create is threading.RLock:
            return outcome_of(body)  # by the thread that owns it, which never waits for itself
        if isinstance(self.subject, threading.Condition):
            return watched_here(body) if step.get("blocks") else outcome_of(body)
        if name in ("acquire", "wait") and not ends_soon(arguments) or self.create is Probe:
            return watched(body)
        return outcome_of(body)

    def body(self, name, arguments):
        if name == "wait_for":
            arguments = [predicate(arguments[0]), *arguments[1:]]
        # The look-up belongs to the call: a version may lack the method.
        return lambda: getattr(self.subject, name)(*arguments)

    def renew(self, arguments):
        self.subject = self.create(*arguments)


def predicate(false_looks):
    """A predicate that is false so often and then true; never true if that is negative."""
    looks = iter([False] * false_looks)
    return lambda: false_looks >= 0 and next(looks, True)


def ends_soon(arguments):
    """A timeout is the last argument, and a number that is no bool."""
    timeout = arguments[-1] if arguments else None
    return isinstance(timeout, (int, float)) and not isinstance(timeout, bool) and 0 <= timeout <= PATIENCE


def watched(body):
    call = Call(body)
    thread = threading.Thread(target=call.run, daemon=True)
    thread.start()
    outcome = call.watch()
    if outcome is call.outcome:
        thread.join()
    return outcome


def interrupted(body):
    """The main thread calls; a helper interrupts it as soon as it is seen to wait."""
    call = Call(body)
    watch_here(call)
    return call.outcome


def watched_here(body):
    """As watched, but the main thread calls, which may own what the call needs."""
    call = Call(body)
    seen = watch_here(call)
    return seen if is_stuck(seen) else call.outcome


def watch_here(call):
    """The main thread calls; a helper watches, and interrupts a call that does not end. Returns what it saw."""
    main = threading.main_thread()
    assert threading.current_thread() is main
    seen = []

    def watch():
        seen.append(call.watch())
        if is_stuck(seen[0]):
            signal.pthread_kill(main.ident, signal.SIGINT)

    helper = threading.Thread(target=watch, daemon=True)
    helper.start()
    call.run()
    helper.join()
    return seen[0]


def is_stuck(outcome):
    return "blocked" in outcome or "spins" in outcome


class Probe:
    """Calls that look like waiting and are none: the test of the watching itself."""

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
    player = Player(request["object"], unobservable)
    outcomes = []
    for step in request["steps"]:
        outcome = player.play(step)
        outcomes.append(outcome)
        if not ("returned" in outcome or "raised" in outcome):
            break
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
