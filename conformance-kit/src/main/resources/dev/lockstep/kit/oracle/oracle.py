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
waits for that lock gets it, runs, and moves its counters; or another that is watched gets it. A
thread that another has woken is no longer asleep for the kernel, though it may not run for long; so
of several threads all wait only if all are asleep and no counter has moved from one look at all of
them to the next.

That a timeout is over is seen as well: by the clock, and by the counters, which move when the thread
wakes up.
"""

import _thread
import concurrent.futures
import io
import json
import logging
import os
import platform
import queue
import re
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

# The calls that may wait.
MAY_WAIT = ("acquire", "wait", "join", "put", "get", "result", "exception", "as_completed")

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


def look_if_there(native_id):
    """The same; None if the thread has ended, also if it does so in between."""
    try:
        return look(native_id)
    except OSError:
        return None


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
        seen = look_if_there(self.native_id)
        if seen is None:
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


def watch(calls, until=lambda: True, bystanders=list):
    """Returns once each call has ended or is seen to wait, or one is seen to spin.

    No earlier than a condition holds. Bystanders are threads that make no call, and that a call may
    wait for: a function that returns their native ids. They too must be asleep or have ended.
    """
    still = 0
    before = None
    while True:
        running = [call for call in calls if call.outcome is None]
        ready = until()
        if not running and ready:
            return
        seen = [call.look() for call in running]
        seen += [one for one in map(look_if_there, bystanders()) if one is not None]
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
        value = body()
        return value.outcome if isinstance(value, Answer) else {"returned": encode(value)}
    except BaseException as error:
        return {"raised": type(error).__name__, "message": without_addresses(str(error))}


def without_addresses(text):
    return re.sub("0x[0-9a-f]+", "0x\u2026", text)


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
            "event": Event,
            "barrier": Barrier,
            "queue": lambda *bound: Queue(queue.Queue(*bound)),
            "lifoqueue": lambda *bound: Queue(queue.LifoQueue(*bound)),
            "priorityqueue": lambda *bound: Queue(queue.PriorityQueue(*bound)),
            "simplequeue": lambda: Queue(queue.SimpleQueue()),
            "thread": Puppet,
            "threading": Experiments,
            "future": Future,
            "futures": Futures,
            "executor": Executors,
            "probe": Probe,
        }[kind]
        self.unobservable = unobservable
        self.subject = None

    def play(self, step):
        name, arguments, body = self.call(step)
        if name == "new":
            return outcome_of(body)
        if self.lacks(name):
            return {"unobservable": "Python %s has no %s" % (platform.python_version(), name)}
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
        if name in MAY_WAIT and not ends_soon(arguments) or self.create is Probe:
            return watched(body)
        return outcome_of(body)

    def call(self, step):
        """The method's name, the arguments, and what makes the call."""
        name, *arguments = step["call"]
        arguments = [decode(argument) for argument in arguments]
        if name == "new":
            return name, arguments, lambda: self.renew(arguments)
        if name == "wait_for":
            arguments = [predicate(arguments[0]), *arguments[1:]]
        if name in ("put", "put_nowait"):
            item = None if arguments[0] == "None" else arguments[0]
            # An item is no timeout, though it be a number.
            return name, arguments[1:], lambda: getattr(self.subject, name)(item, *arguments[1:])
        # Looked up by the call: a version may lack the method.
        return name, arguments, lambda: getattr(self.subject, name)(*arguments)

    def lacks(self, name):
        """Tells whether this version has no such method, after which nothing would be comparable."""
        return isinstance(self.subject, Queue) and self.subject.lacks(name)

    def renew(self, arguments):
        self.subject = self.create(*arguments)

    def end(self):
        """Ends the thread that the object is, if it is one."""
        if isinstance(self.subject, Puppet):
            self.subject.close()


class Event(threading.Event):
    def pulse(self):
        """Sets and clears at once."""
        self.set()
        self.clear()


class ActionError(Exception):
    """What the action of a barrier raises."""


class Barrier:
    """A barrier whose action counts its calls, and whose wait returns a text for the action's error."""

    def __init__(self, parties, action="none", *timeout):
        actions = {"none": None, "counts": self.count, "raises": self.fail}
        self.counted = 0
        self.barrier = threading.Barrier(parties, actions[action], *timeout)

    def count(self):
        self.counted += 1

    def fail(self):
        self.count()
        raise ActionError()

    def wait(self, *timeout):
        try:
            return self.barrier.wait(*timeout)
        except ActionError:
            return "the action's error"

    def reset(self):
        self.barrier.reset()

    def abort(self):
        self.barrier.abort()

    def parties(self):
        return self.barrier.parties

    def n_waiting(self):
        return self.barrier.n_waiting

    def broken(self):
        return self.barrier.broken

    def calls(self):
        return self.counted


class Queue:
    """A queue of any kind, whose attributes are methods here."""

    def __init__(self, kind):
        self.queue = kind

    def lacks(self, name):
        return name in ("shutdown", "is_shutdown") and not hasattr(self.queue, name)

    def maxsize(self):
        return self.queue.maxsize

    def unfinished_tasks(self):
        return self.queue.unfinished_tasks

    def is_shutdown(self):
        return self.queue.is_shutdown

    def __getattr__(self, name):
        return getattr(self.queue, name)


def predicate(false_looks):
    """A predicate that is false so often and then true; never true if that is negative."""
    looks = iter([False] * false_looks)
    return lambda: false_looks >= 0 and next(looks, True)


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

    def helper_watches():
        watch([call])
        seen.append(call.seen())
        if is_stuck(seen[0]):
            signal.pthread_kill(main.ident, signal.SIGINT)

    helper = threading.Thread(target=helper_watches, daemon=True)
    helper.start()
    call.run()
    helper.join()
    return seen[0]


def is_stuck(outcome):
    return "blocked" in outcome or "spins" in outcome


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
        if "call" in move and self.player.lacks(move["call"][0]):
            return {"unobservable": "Python %s has no %s" % (platform.python_version(), move["call"][0])}
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
        running = [mover.call for mover in self.movers.values() if not mover.reported]
        watch(running, lambda: not self.is_starting() and until(), self.bystanders)

    def is_starting(self):
        """Tells whether the object has a thread on its way that the kernel can't be asked about yet."""
        return getattr(self.player.subject, "is_starting", bool)()

    def bystanders(self):
        """The native ids of the threads that the object itself has."""
        return getattr(self.player.subject, "threads", list)()

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
        self.player.end()
        for mover in self.movers.values():
            mover.stop()


def is_late(call):
    return call.timeout is not None and call.timeout > 0 and not call.is_over and call.may_be_late()


class Puppet:
    """A thread that waits to be told what to do."""

    def __init__(self, daemon=False):
        self.orders = queue.SimpleQueue()
        self.answers = queue.SimpleQueue()
        self.number = None
        self.starting = False
        self.thread = threading.Thread(target=self.act, name="thread", daemon=daemon)

    def act(self):
        self.number = threading.get_ident()
        while self.orders.get()():
            pass

    def threads(self):
        """The native id of the thread, once it has started."""
        return [self.thread.native_id] if self.thread.native_id else []

    def is_starting(self):
        return self.starting and not self.thread.native_id

    def start(self):
        self.starting = True
        try:
            self.thread.start()
        finally:
            self.starting = False

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


class Boom(Exception):
    """The exceptions of a future."""

    def __init__(self, number):
        super().__init__("boom")
        self.number = number


def text_of(exception):
    return "exception %d" % exception.number if isinstance(exception, Boom) else exception


class Future:
    """A future whose exceptions have numbers, and whose callbacks write numbers down."""

    def __init__(self):
        logging.getLogger("concurrent.futures").setLevel(logging.CRITICAL + 1)
        self.future = concurrent.futures.Future()
        self.numbers = []

    def cancel(self):
        return self.future.cancel()

    def cancelled(self):
        return self.future.cancelled()

    def running(self):
        return self.future.running()

    def done(self):
        return self.future.done()

    def set_running_or_notify_cancel(self):
        return self.future.set_running_or_notify_cancel()

    def set_result(self, result=None):
        self.future.set_result(result)

    def set_exception(self, number):
        self.future.set_exception(Boom(number))

    def result(self, *timeout):
        try:
            return self.future.result(*timeout)
        except Boom as error:
            return text_of(error)

    def exception(self, *timeout):
        return text_of(self.future.exception(*timeout))

    def add_done_callback(self, number, kind):
        self.future.add_done_callback(lambda done: self.call(number, kind, done))

    def call(self, number, kind, done):
        self.numbers.append(number)
        if kind == "raises":
            raise Boom(number)
        if kind == "interrupts":
            raise KeyboardInterrupt()
        if kind == "looks":
            self.numbers.append(100 * done.done() + 10 * done.cancelled() + done.running())
        if kind == "adds":
            done.add_done_callback(lambda again: self.numbers.append(-number))
            self.numbers.append(number)
        if kind == "completes":
            other = concurrent.futures.Future()
            other.add_done_callback(lambda completed: self.numbers.append(-number))
            other.set_result(number)
            self.numbers.append(number)

    def called(self):
        return " ".join(map(str, self.numbers))

    def repr(self):
        return without_addresses(repr(self.future))


class Futures:
    """Some futures that are waited for together."""

    def __init__(self, count):
        self.futures = [concurrent.futures.Future() for _ in range(count)]

    def set_result(self, i):
        if not self.futures[i].done():
            self.futures[i].set_result(1)

    def set_exception(self, i):
        if not self.futures[i].done():
            self.futures[i].set_exception(Boom(1))

    def cancel(self, i):
        if not self.futures[i].done():
            self.futures[i].cancel()

    def cancel_and_notify(self, i):
        self.cancel(i)
        if self.futures[i].cancelled() and not self.is_completed(self.futures[i]):
            self.futures[i].set_running_or_notify_cancel()

    def is_completed(self, future):
        return not concurrent.futures.wait([future], 0).not_done

    def wait(self, condition, *timeout):
        return self.wait_for(self.futures, condition, *timeout)

    def wait_twice(self, condition, *timeout):
        return self.wait_for(self.futures * 2, condition, *timeout)

    def wait_for(self, futures, condition, timeout=None):
        conditions = {"firstcompleted": "FIRST_COMPLETED", "firstexception": "FIRST_EXCEPTION"}
        named = conditions.get(condition, "ALL_COMPLETED")
        seen = concurrent.futures.wait(futures, timeout, getattr(concurrent.futures, named))
        return "done " + self.numbers_of(seen.done) + ", not done " + self.numbers_of(seen.not_done)

    def numbers_of(self, some):
        return " ".join(str(i) for i, future in enumerate(self.futures) if future in some)

    def as_completed(self, *timeout):
        ready = [i for i, future in enumerate(self.futures) if self.is_completed(future)]
        yielded = []
        end = ""
        try:
            for future in concurrent.futures.as_completed(self.futures, *timeout):
                yielded.append(self.futures.index(future))
        except TimeoutError as error:
            end = ", " + str(error)
        # those that were completed in the beginning come first, in any order
        if sorted(yielded[:len(ready)]) == ready:
            yielded[:len(ready)] = ready
        return " ".join(map(str, yielded)) + end


class Gate:
    """A task that runs until it is let go."""

    def __init__(self):
        self.entered = threading.Event()
        self.opened = threading.Event()

    def __call__(self):
        self.entered.set()
        self.opened.wait()

    def await_entered(self):
        wait_until(self.entered.is_set)
        return self

    def open(self):
        self.opened.set()


def wait_until(condition, seconds=10):
    """Looks until something is so, or for long enough; tells whether it is."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(PAUSE)
    return True


def raise_boom(*ignored):
    raise Boom(0)


def state(future):
    if future.cancelled():
        return "cancelled"
    return "finished" if future.done() else "running" if future.running() else "pending"


def error_of_future(future):
    wait_until(future.done)
    return name_of_error(future.exception)


def name_of_error(body):
    try:
        seen = body()
    except BaseException as error:
        seen = error
    if isinstance(seen, Boom):
        return str(seen)
    return type(seen).__name__ if isinstance(seen, BaseException) else str(seen)


class Executors:
    """Executors: each experiment has a pool of its own and says what it saw."""

    def __init__(self):
        logging.getLogger("concurrent.futures").setLevel(logging.CRITICAL + 1)

    def pool(self, *size, **more):
        return concurrent.futures.ThreadPoolExecutor(*size, **more)

    def occupy(self, pool):
        gate = Gate()
        pool.submit(gate)
        return gate.await_entered()

    def submitted(self):
        with self.pool(1) as pool:
            gate = Gate()
            future = pool.submit(lambda: gate() or 7)
            gate.await_entered()
            seen = state(future)
            gate.open()
            return seen + ", returned %d" % future.result()

    def raised(self):
        with self.pool(1) as pool:
            return "raised " + error_of_future(pool.submit(raise_boom))

    def size(self, size):
        with self.pool(size):
            return size

    def default_size(self):
        if not hasattr(os, "sched_getaffinity"):
            count = os.cpu_count()
        else:
            count = getattr(os, "process_cpu_count", os.cpu_count)()
        gates = [Gate() for _ in range(min(32, count + 4) + 1)]
        before = set(threading.enumerate())
        with self.pool() as pool:
            for gate in gates:
                pool.submit(gate)
            started = len(set(threading.enumerate()) - before)
            for gate in gates:
                gate.open()
        return "min(32, processors + 4)" if started == len(gates) - 1 else str(started)

    def as_needed(self):
        before = set(threading.enumerate())
        seen = []
        gates = []
        with self.pool(2) as pool:
            seen.append(0)
            for i in range(3):
                gates.append(Gate())
                pool.submit(gates[i])
                if i < 2:
                    gates[i].await_entered()
                seen.append(len(set(threading.enumerate()) - before))
            for gate in gates:
                gate.open()
        return " ".join(map(str, seen))

    def names(self):
        names = []
        gates = [Gate(), Gate()]
        with self.pool(2, thread_name_prefix="some") as pool:
            for gate in gates:
                pool.submit(lambda gate=gate: names.append(threading.current_thread().name) or gate())
                gate.await_entered()
            for gate in gates:
                gate.open()
        return " ".join(sorted(names))

    def names_without_prefix(self):
        with self.pool(1) as first, self.pool(1) as second:
            one = first.submit(lambda: threading.current_thread().name).result()
            two = second.submit(lambda: threading.current_thread().name).result()
        number = int(re.fullmatch(r"ThreadPoolExecutor-(\d+)_\d+", one).group(1))
        return one.replace("-%d_" % number, "-M_") + ", " + two.replace("-%d_" % (number + 1), "-M+1_")

    def worker(self):
        def look():
            self_ = threading.current_thread()
            known = "unknown" if self_.name.startswith("Dummy") else "known"
            return known + (", a daemon" if self_.daemon else ", not a daemon")

        with self.pool(1) as pool:
            return pool.submit(look).result()

    def in_order(self):
        order = []
        with self.pool(1) as pool:
            gate = self.occupy(pool)
            for i in range(5):
                pool.submit(order.append, i)
            gate.open()
        return " ".join(map(str, order))

    def raises_anything(self):
        def interrupt():
            raise KeyboardInterrupt()

        with self.pool(1) as pool:
            return error_of_future(pool.submit(interrupt)) + ", then %d" % pool.submit(lambda: 7).result()

    def completed_by_others(self):
        called = []
        before = threading.excepthook
        threading.excepthook = lambda args: None
        pool = self.pool(1)
        gate = Gate()
        running = pool.submit(gate)
        gate.await_entered()
        queued = pool.submit(called.append, 1)
        last = pool.submit(lambda: 7)
        running.set_result(5)
        queued.set_result(6)
        gate.open()
        result = str(last.result()) if wait_until(last.done, 0.3) else "pending"
        threading.excepthook = before
        pool.shutdown(wait=False)
        return ("called, then " if called else "not called, then ") + result

    def cancelled(self):
        called = []
        with self.pool(1) as pool:
            gate = self.occupy(pool)
            cancelled = pool.submit(called.append, 1).cancel()
            gate.open()
        return str(cancelled) + (", called" if called else ", not called")

    def cancelled_running(self):
        called = []
        with self.pool(1) as pool:
            gate = Gate()
            future = pool.submit(lambda: gate() or called.append(1))
            gate.await_entered()
            cancelled = future.cancel()
            gate.open()
        return str(cancelled) + (", called" if called else ", not called")

    def cancelled_then_notified(self):
        with self.pool(1) as pool:
            gate = self.occupy(pool)
            future = pool.submit(lambda: 1)
            future.cancel()
            gate.open()
            return self.completion(future, 10)

    def completion(self, future, seconds):
        return "not completed" if concurrent.futures.wait([future], seconds).not_done else "completed"

    def after_shutdown(self):
        pool = self.pool(1)
        pool.shutdown()
        return pool.submit(lambda: 1).result()

    def map_after_shutdown(self):
        pool = self.pool(1)
        pool.shutdown()
        return str(list(pool.map(abs, [1])))

    def shut_down_twice(self):
        pool = self.pool(1)
        gate = self.occupy(pool)
        queued = pool.submit(lambda: 1)
        pool.shutdown(wait=False)
        before = state(queued)
        pool.shutdown(wait=False, cancel_futures=True)
        after = state(queued)
        gate.open()
        return before + ", " + after

    def queued_at_shutdown(self):
        order = []
        pool = self.pool(1)
        gate = self.occupy(pool)
        futures = [pool.submit(order.append, i) for i in range(3)]
        pool.shutdown(wait=False)
        gate.open()
        concurrent.futures.wait(futures)
        return " ".join(map(str, order))

    def workers_end(self):
        pool = self.pool(1)
        thread = pool.submit(threading.current_thread).result()
        before = "alive" if thread.is_alive() else "ended"
        pool.shutdown(wait=False)
        return before + (", ended" if wait_until(lambda: not thread.is_alive()) else ", alive")

    def shutdown_waits(self):
        pool = self.pool(1)
        gate = Gate()
        worker = []
        future = pool.submit(lambda: worker.append(threading.current_thread()) or gate())
        gate.await_entered()

        def open_later():
            wait_until(lambda: self.is_refusing(pool))
            gate.open()

        threading.Thread(target=open_later).start()
        pool.shutdown()
        return ("done" if future.done() else "not done") + (", alive" if worker[0].is_alive() else ", ended")

    def is_refusing(self, pool):
        try:
            pool.submit(lambda: 1)
            return False
        except RuntimeError:
            return True

    def shutdown_cancels(self):
        pool = self.pool(1)
        gate = Gate()
        running = pool.submit(gate)
        gate.await_entered()
        queued = [pool.submit(lambda: 1), pool.submit(lambda: 2)]
        pool.shutdown(wait=False, cancel_futures=True)
        gate.open()
        wait_until(running.done)
        return ", ".join(map(state, [running, *queued]))

    def cancelled_by_shutdown(self):
        pool = self.pool(1)
        gate = self.occupy(pool)
        queued = pool.submit(lambda: 1)
        pool.shutdown(wait=False, cancel_futures=True)
        gate.open()
        return self.completion(queued, 0.2)

    def own_shutdown(self):
        pool = self.pool(1)
        gate = Gate()
        future = pool.submit(lambda: gate() or pool.shutdown())
        queued = pool.submit(lambda: 7)
        gate.open()
        text = error_of_future(future) + ": " + str(future.exception()) + ", then %d" % queued.result()
        return text + (", then refused" if self.is_refusing(pool) else ", then taken")

    def own_shutdown_later(self):
        pool = self.pool(1)
        gate = Gate()
        future = pool.submit(lambda: gate() or pool.shutdown(wait=False))
        queued = pool.submit(lambda: 7)
        gate.open()
        return error_of_future(future) + ", then %d" % queued.result()

    def initialized(self):
        initialized = []
        first = []
        with self.pool(2, initializer=lambda: initialized.append(threading.current_thread())) as pool:
            for _ in range(2):
                gates = [Gate(), Gate()]
                for gate in gates:
                    pool.submit(lambda gate=gate: first.append(threading.current_thread() in initialized) or gate())
                    gate.await_entered()
                for gate in gates:
                    gate.open()
        return str(len(initialized)) + (", first" if all(first) else ", not first")

    def broken(self, shut_down=False):
        pool = self.pool(1, initializer=raise_boom)
        try:
            first = pool.submit(lambda: 1)
            wait_until(first.done)
            if shut_down:
                pool.shutdown()
            return pool.submit(lambda: 2).result()
        finally:
            pool.shutdown(wait=False)

    def broken_and_shut_down(self):
        return self.broken(True)

    def broken_queue(self, cancel=False):
        before = threading.excepthook
        threading.excepthook = lambda args: None
        gate = Gate()
        pool = self.pool(1, initializer=lambda: gate() or raise_boom())
        futures = [pool.submit(lambda: 1) for _ in range(3 if cancel else 2)]
        if cancel:
            futures[1].cancel()
        gate.open()
        wait_until(lambda: all(future.done() for future in futures), 0.3)
        threading.excepthook = before
        pool.shutdown(wait=False)
        return ", ".join(error_of_future(one) if one.done() and not one.cancelled() else state(one) for one in futures)

    def broken_cancelled(self):
        return self.broken_queue(True)

    def closed(self):
        with self.pool(1) as pool:
            future = pool.submit(lambda: 1)
        return ("done" if future.done() else "not done") + (", refused" if self.is_refusing(pool) else ", taken")

    def map(self):
        with self.pool(2) as pool:
            return " ".join(map(str, pool.map(twice, [0, 1, 2])))

    def map_two(self):
        with self.pool(2) as pool:
            return " ".join(map(str, pool.map(lambda a, b: a + b, [1, 2, 3], [10, 20])))

    def map_eager(self):
        taken = []
        with self.pool(2) as pool:
            pool.map(twice, counted(3, taken))
            return str(len(taken))

    def map_empty(self):
        with self.pool(2) as pool:
            return " ".join(map(str, pool.map(twice, [])))

    def map_buffered(self):
        taken = []
        with self.pool(2) as pool:
            results = pool.map(abs, counted(4, taken), buffersize=2)
            seen = [str(len(taken))]
            for result in results:
                seen.append("%d %d" % (result, len(taken)))
            return ", ".join(seen)

    def buffersize(self, buffersize):
        with self.pool(2) as pool:
            return " ".join(map(str, pool.map(twice, [0, 1, 2], buffersize=buffersize)))

    def map_in_vain(self, timeout):
        gate = Gate()
        with self.pool(1) as pool:
            try:
                return next(pool.map(lambda item: gate(), [0], timeout=timeout))
            finally:
                gate.open()

    def map_fails(self):
        with self.pool(1) as pool:
            results = pool.map(lambda item: raise_boom() if item == 1 else item, [0, 1, 2])
            first = str(next(results))
            return first + ", " + name_of_error(lambda: next(results)) + ended(results)

    def map_closed(self):
        called = []
        gate = Gate()
        with self.pool(1) as pool:
            results = pool.map(lambda item: called.append(item) or item == 1 and gate() or item, range(4))
            seen = str(next(results))
            gate.await_entered()
            results.close()
            seen += ended(results)
            gate.open()
        return seen + ", called " + " ".join(map(str, called))

    def map_iterable_raises(self):
        def items():
            yield 0
            raise_boom()

        called = []
        with self.pool(1) as pool:
            error = name_of_error(lambda: pool.map(called.append, items()))
        return error + ", called " + " ".join(map(str, called))

    def own_submit(self):
        with self.pool(1) as pool:
            return str(pool.submit(lambda: pool.submit(lambda: 7)).result().result())

    def callback_submits(self):
        inner = []
        with self.pool(1) as pool:
            gate = Gate()
            pool.submit(gate).add_done_callback(lambda done: inner.append(pool.submit(lambda: 7)))
            gate.open()
            wait_until(lambda: inner)
            return str(inner[0].result())


def twice(number):
    return 2 * number


def counted(count, taken):
    for i in range(count):
        taken.append(i)
        yield i


def ended(iterator):
    try:
        next(iterator)
        return ", more"
    except StopIteration:
        return ", ended"


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

    def __init__(self):
        self.gates = [threading.Lock() for _ in range(8)]
        for gate in self.gates:
            gate.acquire()
        self.helpers = []
        self.starting = False

    def threads(self):
        return [helper.native_id for helper in self.helpers]

    def is_starting(self):
        return self.starting

    def await_start(self, pauses):
        """Waits for a thread that is on its way, and that nobody can look at yet."""
        self.starting = True
        threading.Thread(target=self.arrive, args=(pauses,), daemon=True).start()
        self.gates[0].acquire()
        return True

    def arrive(self, pauses):
        time.sleep(pauses * PAUSE)
        self.gates[0].release()
        self.starting = False

    def help(self, gate, ticks):
        """Lets a thread of its own relay."""
        helper = threading.Thread(target=self.relay, args=(gate, ticks), daemon=True)
        helper.start()
        self.helpers.append(helper)

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
        # What this thread has let go the rival may get, and then wait for a core: they rest together.
        self.helpers.append(rival)
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
    player.end()
    return {"id": request["id"], "outcomes": outcomes}


def play_moves(request, unobservable):
    if unobservable:
        return {"id": request["id"], "outcomes": [{"unobservable": unobservable}]}
    program = Program(request["object"])
    outcomes = []
    for move in request["moves"]:
        outcome = program.play(move)
        outcomes.append(outcome)
        if "busy" in outcome or "spins" in outcome or "unobservable" in outcome:
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
