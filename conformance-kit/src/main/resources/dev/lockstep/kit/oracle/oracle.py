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

import _thread
import io
import json
import os
import platform
import queue
import re
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
        value = body()
        return value.outcome if isinstance(value, Answer) else {"returned": encode(value)}
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
            "semaphore": threading.Semaphore,
            "bounded": threading.BoundedSemaphore,
            "event": threading.Event,
            "thread": Puppet,
            "threading": Experiments,
            "probe": Probe,
        }[kind]
        self.unobservable = unobservable
        self.subject = None

    def play(self, step):
        name, *arguments = step["call"]
        arguments = [decode(argument) for argument in arguments]
        if name == "new":
            return outcome_of(lambda: self.renew(arguments))
        method = getattr(self.subject, name)
        body = lambda: method(*arguments)
        if self.unobservable:
            if step.get("blocks") or step.get("interrupt"):
                return {"unobservable": self.unobservable}
            return outcome_of(body)
        if step.get("interrupt"):
            return interrupted(body)
        if name in ("acquire", "wait", "join") and not ends_soon(arguments) or self.create is Probe:
            return watched(body)
        return outcome_of(body)

    def renew(self, arguments):
        self.subject = self.create(*arguments)


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
    main = threading.main_thread()
    assert threading.current_thread() is main

    def interrupt():
        if call.watch() == {"blocked": True}:
            signal.pthread_kill(main.ident, signal.SIGINT)

    helper = threading.Thread(target=interrupt, daemon=True)
    helper.start()
    call.run()
    helper.join()
    return call.outcome


class Puppet:
    """A thread that waits to be told what to do."""

    def __init__(self, daemon=False):
        self.orders = queue.SimpleQueue()
        self.answers = queue.SimpleQueue()
        self.number = None
        self.thread = threading.Thread(target=self.act, name="thread", daemon=daemon)

    def act(self):
        self.number = threading.get_ident()
        while self.orders.get()():
            pass

    def start(self):
        self.thread.start()

    def join(self, *timeout):
        self.thread.join(*timeout)

    def join_itself(self, *timeout):
        if not self.thread.is_alive():
            return self.thread.join(*timeout)

        def order():
            self.answers.put(outcome_of(lambda: self.thread.join(*timeout)))
            return True

        self.orders.put(order)
        return Answer(self.answers.get())

    def end(self, by_exception=False):
        if not self.thread.is_alive():
            return self.thread.join()
        before = threading.excepthook
        threading.excepthook = lambda args: None
        self.orders.put(boom if by_exception else lambda: False)
        self.thread.join()
        threading.excepthook = before

    def is_alive(self):
        return self.thread.is_alive()

    def ident(self):
        ident = self.thread.ident
        return None if ident is None else ident > 0 and self.number in (None, ident)

    def name(self):
        return self.thread.name

    def set_name(self, number):
        self.thread.name = "thread-%d" % number

    def daemon(self):
        return self.thread.daemon

    def set_daemon(self, daemon):
        self.thread.daemon = daemon

    def close(self):
        self.orders.put(lambda: False)


class Answer:
    """An outcome that another thread has come to."""

    def __init__(self, outcome):
        self.outcome = outcome


def boom():
    raise ValueError("boom")


class Experiments:
    """What there is around threads: each experiment has threads of its own and says what it saw."""

    def default_names(self):
        threads = [threading.Thread(), threading.Thread(name=""), threading.Thread()]
        first = int(re.sub(r"\D", "", threads[0].name))
        names = []
        for i, thread in enumerate(threads):
            names.append(thread.name.replace(str(first + i), "N" + ("+%d" % i if i else "")))
        return ", ".join(names)

    def inherited_daemon(self, daemon):
        return in_thread(lambda: threading.Thread().daemon, daemon=daemon)

    def hooked(self):
        seen = []
        thread = threading.Thread(target=boom, daemon=True)

        def hook(args):
            seen.append(args.exc_type.__name__ + ": " + str(args.exc_value))
            inside = args.thread is thread and threading.current_thread() is thread
            seen.append("in itself" if inside else "outside")
            seen.append("alive" if thread.is_alive() else "ended")

        with_hook(hook, thread)
        return ", ".join(seen)

    def printed(self):
        return first_line(lambda: with_hook(threading.__excepthook__, threading.Thread(target=boom, name="named")))

    def hook_raises(self):
        thread = threading.Thread(target=boom)

        def hook(args):
            raise KeyError("the hook fails")

        return first_line(lambda: with_hook(hook, thread)) + (", alive" if thread.is_alive() else ", ended")

    def current(self):
        found = []

        def look():
            current = threading.current_thread()
            found.append("itself" if current is thread else current.name)
            found.append("with its own ident" if current.ident == threading.get_ident() else "with another ident")

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        return ", ".join(found)

    def dummy(self):
        found = []

        def look():
            current = threading.current_thread()
            found.append(re.sub(r"\d+", "N", current.name))
            found.append("a daemon" if current.daemon else "no daemon")
            found.append("alive" if current.is_alive() else "ended")
            found.append("listed" if current in threading.enumerate() else "not listed")
            found.append("with its own ident" if current.ident == threading.get_ident() else "with another ident")
            if threading.current_thread() is not current:
                found.append("and another the next time")

        in_foreign_thread(look)
        return ", ".join(found)

    def join_dummy(self, *timeout):
        known = queue.SimpleQueue()
        end = queue.SimpleQueue()

        def stay():
            known.put(threading.current_thread())
            end.get()

        _thread.start_new_thread(stay, ())
        try:
            known.get().join(*timeout)
        finally:
            end.put(None)

    def main(self):
        main = threading.main_thread()
        return main.name + (", a daemon" if main.daemon else ", not a daemon")

    def start_main(self):
        threading.main_thread().start()

    def listed(self):
        found = []

        def look():
            listed = threading.enumerate()
            count = threading.active_count()
            found.append(("yes" if thread in listed else "no") if count == len(listed) else "another count")

        thread = threading.Thread(target=look)
        look()
        thread.start()
        thread.join()
        look()
        return ", ".join(found)

    def timeout_max(self):
        whole = int(threading.TIMEOUT_MAX)
        return whole if whole == threading.TIMEOUT_MAX else str(threading.TIMEOUT_MAX)

    def timer(self, interval):
        calls = []
        told = []
        timer = threading.Timer(interval, lambda: calls.append(threading.current_thread() is timer))
        with_hook(lambda args: told.append(args.exc_type.__name__), timer)
        if not calls:
            return "not called, the hook was told of an " + ", ".join(told)
        if len(calls) > 1:
            return "called %d times" % len(calls)
        return "called once, " + ("in its own thread" if calls[0] else "elsewhere")

    def cancelled_before(self, interval):
        calls = []
        timer = threading.Timer(interval, lambda: calls.append(True))
        timer.cancel()
        timer.start()
        timer.join()
        return "called" if calls else "not called"

    def cancelled_while_waiting(self):
        calls = []
        timer = threading.Timer(1e6, lambda: calls.append(True))
        timer.start()
        timer.cancel()
        timer.join()
        return "called" if calls else "not called"

    def cancelled_after(self):
        calls = []
        timer = threading.Timer(0, lambda: calls.append(True))
        timer.start()
        timer.join()
        timer.cancel()
        timer.cancel()
        return "called" if calls else "not called"

    def local(self):
        local = threading.local()
        local.value = "mine"

        def other():
            local.value = "its"
            return local.value

        other = in_thread(other)
        third = in_thread(lambda: error_in(lambda: local.value)).replace("AttributeError", "none")
        own = "own" if local.value == "mine" else local.value
        return own + ", " + ("own" if other == "its" else other) + ", " + third

    def local_initialised(self):
        calls = []
        local = local_class(lambda: calls.append(True))()

        def looks():
            del calls[:]
            local.value
            local.value
            return "once" if len(calls) == 1 else "%d times" % len(calls)

        return in_thread(looks) + ", " + in_thread(looks)

    def local_set_first(self):
        calls = []
        local = local_class(lambda: calls.append(True))()

        def write():
            del calls[:]
            local.value = "set"
            return ("initialised" if len(calls) == 1 else "%d times" % len(calls)) + ", then " + local.value

        return in_thread(write)

    def local_failing(self):
        calls = []

        def initialise():
            calls.append(True)
            if len(calls) == 2:
                raise ValueError("boom")
            return "initialised"

        local = local_class(initialise)()
        return in_thread(lambda: error_in(lambda: local.value) + ", " + error_in(lambda: local.value))

    def local_within(self):
        within = []
        known = []

        def initialise():
            if known:
                within.append(error_in(lambda: known[0].value))
            return "initialised"

        known.append(local_class(initialise)())
        value = in_thread(lambda: error_in(lambda: known[0].value))
        return ", ".join(within) + ", " + value

    def local_absent(self):
        return error_in(lambda: threading.local().value)

    def local_removed(self):
        calls = []
        local = local_class(lambda: calls.append(True))()

        def remove():
            del calls[:]
            local.value
            del local.value
            after = error_in(lambda: local.value)
            return after + (", not initialised again" if len(calls) == 1 else ", initialised again")

        return in_thread(remove)

    def local_remove_absent(self):
        return error_in(lambda: delattr(threading.local(), "value"))


def local_class(initialise):
    class Local(threading.local):
        def __init__(self):
            self.value = initialise()

    return Local


def error_in(body):
    try:
        return str(body())
    except Exception as error:
        return type(error).__name__


def in_thread(body, daemon=True):
    """Runs something in a new thread, and hands on what it returns or raises."""
    result = []
    thread = threading.Thread(target=lambda: result.append(outcome_of(body)), daemon=daemon)
    thread.start()
    thread.join()
    if "returned" in result[0]:
        return result[0]["returned"]
    raise RuntimeError(str(result[0]))


def in_foreign_thread(body):
    """Runs something in a thread that threading does not know of."""
    done = queue.SimpleQueue()

    def run():
        try:
            body()
        finally:
            done.put(None)

    _thread.start_new_thread(run, ())
    done.get()


def with_hook(hook, thread):
    """Lets a thread run with a hook."""
    before = threading.excepthook
    threading.excepthook = hook
    try:
        thread.start()
        thread.join()
    finally:
        threading.excepthook = before


def first_line(body):
    """Returns the first line that is printed on standard error meanwhile."""
    before = sys.stderr
    sys.stderr = io.StringIO()
    try:
        body()
        return (sys.stderr.getvalue().splitlines() or ["nothing"])[0]
    finally:
        sys.stderr = before


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
    if isinstance(player.subject, Puppet):
        player.subject.close()
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
