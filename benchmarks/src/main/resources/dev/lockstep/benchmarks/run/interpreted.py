"""Does the work of the benchmarks in an interpreter of Python, 2.7 or later.

Without an argument it prints, as a line of JSON, who it is and the works it can do. Otherwise the
argument is JSON: the work, its parameters, the number of iterations, the least milliseconds of an
iteration, and the milliseconds of the warm-up. Then it prints for each iteration a line of JSON:
the nanoseconds of one operation, the loop around it included.
"""
import json
import sys
import threading
import time

try:
    import queue
except ImportError:
    import Queue as queue
try:
    from time import perf_counter as seconds
except ImportError:
    try:
        from java.lang import System

        def seconds():
            return System.nanoTime() * 1e-9
    except ImportError:
        seconds = time.time

TASKS = 1000

# Those of the contests in Java that have no parameter of this name.
BOUND = 128
DIFFERENT_ITEMS = 128
STEP = 73

# Whoever asks has settled them: one thread begins, and its kind is the only one there is.
SETTLED = ("kind", "threads")


def works():
    """Returns what makes each work from its parameters: a function that does it n times."""
    found = {
        "Lock.Uncontended": lambda p: acquire_and_release(threading.Lock()),
        "Lock.HandOff": lambda p: hand_off_by_lock(threading.Lock),
        "RLock.Uncontended": lambda p: acquire_and_release(threading.RLock()),
        "RLock.Reentrant": lambda p: acquire_twice(threading.RLock()),
        "Semaphore.Uncontended": lambda p: acquire_and_release(threading.Semaphore(1)),
        "Semaphore.HandOff": lambda p: hand_off_by_semaphore(),
        "BoundedSemaphore.Uncontended":
            lambda p: acquire_and_release(threading.BoundedSemaphore(1)),
        "Event.Uncontended": lambda p: set_wait_and_clear(threading.Event()),
        "Event.AwaitSet": lambda p: wait_for_set(threading.Event()),
        "Event.IsSet": lambda p: is_set(threading.Event()),
        "Event.HandOff": lambda p: hand_off_by_event(),
        "Condition.Uncontended": lambda p: notify_nobody(threading.Condition()),
        "Condition.HandOff": lambda p: hand_off_by_condition(threading.RLock()),
        "Condition.HandOffOverLock": lambda p: hand_off_by_condition(threading.Lock()),
        "Queue.Uncontended": lambda p: put_and_get(queue.Queue()),
        "Queue.UncontendedBounded": lambda p: put_and_get(queue.Queue(BOUND)),
        "Queue.UncontendedTaskDone": lambda p: put_get_and_task_done(queue.Queue()),
        "Queue.PingPong": lambda p: ping_pong(queue.Queue),
        "Queue.Unbounded": lambda p: traffic(queue.Queue(), p["ends"]),
        "Queue.Bounded": lambda p: traffic(queue.Queue(int(p["maxsize"])), p["ends"]),
        "Queue.BoundedByOne": lambda p: traffic(queue.Queue(1), p["ends"]),
        "LifoQueue.Uncontended": lambda p: put_and_get(queue.LifoQueue()),
        "PriorityQueue.Uncontended":
            lambda p: put_and_get_the_least(queue.PriorityQueue(), int(p["filled"])),
        "PyThread.StartAndJoin": lambda p: start_and_join,
        "Threading.CurrentThread": lambda p: current_thread,
        "Local.GetAndSet": lambda p: get_and_set(threading.local()),
    }
    if hasattr(threading, "get_ident"):
        found["Threading.GetIdent"] = lambda p: get_ident
    if hasattr(threading, "Barrier"):
        found["Barrier.Uncontended"] = lambda p: pass_alone(threading.Barrier(1))
        found["Barrier.HandOff"] = lambda p: pass_together(threading.Barrier(2))
    if hasattr(queue, "SimpleQueue"):
        found["SimpleQueue.Uncontended"] = lambda p: put_and_get(queue.SimpleQueue())
        found["SimpleQueue.PingPong"] = lambda p: ping_pong(queue.SimpleQueue)
        found["SimpleQueue.Unbounded"] = lambda p: traffic(queue.SimpleQueue(), p["ends"])
    found["Future.CreateCompleteResult"] = lambda p: create_complete_result(futures().Future)
    found["ThreadPoolExecutor.SubmitAndResult"] = (
        lambda p: submit_and_result(futures().ThreadPoolExecutor(1)))
    found["ThreadPoolExecutor.TinyTasks"] = lambda p: tiny_tasks(futures().ThreadPoolExecutor(2))
    return found


def futures():
    """Imports them only if they are asked for: on the JVM that takes seconds."""
    import concurrent.futures
    return concurrent.futures


def has_futures():
    try:
        return futures() is not None
    except ImportError:
        return False


class Parameters(object):
    """Those of a contest. A work that does not read one of them is not the contest's."""

    def __init__(self, values):
        self.values = values
        self.read = set(SETTLED)

    def __getitem__(self, name):
        self.read.add(name)
        return self.values[name]

    def check(self):
        unread = sorted(set(self.values) - self.read)
        if unread:
            sys.exit("the work does not read " + ", ".join(unread))


def beside(partner, first):
    """Starts another thread that does its part over and over; the work is the first one's part.

    The other thread stays, so that by the end of the warm-up the two have settled.
    """
    def repeat():
        while True:
            partner()

    thread = threading.Thread(target=repeat)
    thread.daemon = True
    thread.start()

    def run(n):
        for _ in range(n):
            first()
    return run


def acquire_and_release(lock):
    def run(n):
        for _ in range(n):
            lock.acquire()
            lock.release()
    return run


def acquire_twice(lock):
    def run(n):
        for _ in range(n):
            lock.acquire()
            lock.acquire()
            lock.release()
            lock.release()
    return run


def hand_off_by_lock(new_lock):
    ping = new_lock()
    pong = new_lock()
    ping.acquire()
    pong.acquire()

    def first():
        ping.release()
        pong.acquire()

    def second():
        ping.acquire()
        pong.release()
    return beside(second, first)


def hand_off_by_semaphore():
    ping = threading.Semaphore(0)
    pong = threading.Semaphore(0)

    def first():
        ping.release()
        pong.acquire()

    def second():
        ping.acquire()
        pong.release()
    return beside(second, first)


def set_wait_and_clear(event):
    def run(n):
        for _ in range(n):
            event.set()
            event.wait()
            event.clear()
    return run


def wait_for_set(event):
    event.set()

    def run(n):
        for _ in range(n):
            event.wait()
    return run


def is_set(event):
    def run(n):
        for _ in range(n):
            event.is_set()
    return run


def hand_off_by_event():
    ping = threading.Event()
    pong = threading.Event()

    def first():
        ping.set()
        pong.wait()
        pong.clear()

    def second():
        ping.wait()
        ping.clear()
        pong.set()
    return beside(second, first)


def notify_nobody(condition):
    def run(n):
        for _ in range(n):
            condition.acquire()
            condition.notify()
            condition.release()
    return run


def hand_off_by_condition(lock):
    condition = threading.Condition(lock)
    turn = [0]

    def take_turn(mine, other):
        with condition:
            while turn[0] != mine:
                condition.wait()
            turn[0] = other
            condition.notify_all()
    return beside(lambda: take_turn(1, 0), lambda: take_turn(0, 1))


def pass_alone(barrier):
    def run(n):
        for _ in range(n):
            barrier.wait()
    return run


def pass_together(barrier):
    return beside(barrier.wait, barrier.wait)


def put_and_get(items):
    def run(n):
        for _ in range(n):
            items.put(1)
            items.get()
    return run


def put_and_get_the_least(items, filled):
    turn = [0]

    def put():
        turn[0] += 1
        items.put(turn[0] * STEP % DIFFERENT_ITEMS)

    for _ in range(filled):
        put()

    def run(n):
        for _ in range(n):
            put()
            items.get()
    return run


def put_get_and_task_done(items):
    def run(n):
        for _ in range(n):
            items.put(1)
            items.get()
            items.task_done()
    return run


def ping_pong(new_queue):
    there = new_queue()
    back = new_queue()

    def first():
        there.put(1)
        back.get()
    return beside(lambda: back.put(there.get()), first)


def traffic(items, ends):
    producers, consumers = [int(count) for count in ends.split(":")]

    def put(n):
        for _ in range(n):
            items.put(1)

    def get(n):
        for _ in range(n):
            items.get()

    def run(n):
        threads = []
        for target, count in ((put, producers), (get, consumers)):
            for number in range(count):
                share = n // count + (1 if number < n % count else 0)
                thread = threading.Thread(target=target, args=(share,))
                thread.daemon = True
                threads.append(thread)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return run


def start_and_join(n):
    runs = [0]

    def count():
        runs[0] += 1

    for _ in range(n):
        thread = threading.Thread(target=count, name="benchmark")
        thread.daemon = True
        thread.start()
        thread.join()


def current_thread(n):
    for _ in range(n):
        threading.current_thread()


def get_ident(n):
    for _ in range(n):
        threading.get_ident()


def get_and_set(local):
    local.value = 1

    def run(n):
        for _ in range(n):
            local.value = local.value
    return run


def create_complete_result(new_future):
    def run(n):
        for _ in range(n):
            future = new_future()
            future.set_result(7)
            future.result()
    return run


def task():
    return 7


def submit_and_result(pool):
    def run(n):
        for _ in range(n):
            pool.submit(task).result()
    return run


def tiny_tasks(pool):
    def run(n):
        left = n
        while left > 0:
            some = min(left, TASKS)
            for future in [pool.submit(task) for _ in range(some)]:
                future.result()
            left -= some
    return run


def timed(run, n):
    start = seconds()
    run(n)
    return seconds() - start


def calibrated(run, least):
    """Returns how many operations take so many seconds, or longer."""
    n = 1
    while True:
        taken = timed(run, n)
        if taken >= least:
            return n
        n = max(2 * n, int(n * min(100, 1.2 * least / taken))) if taken > 0 else 10 * n


def measure(question):
    parameters = Parameters(question["parameters"])
    run = works()[question["work"]](parameters)
    parameters.check()
    least = question["milliseconds"] / 1000.0
    end = seconds() + question["warmup"] / 1000.0
    n = calibrated(run, least)
    while seconds() < end:
        run(n)
    # What is compiled meanwhile is faster now.
    n = calibrated(run, least)
    for _ in range(question["iterations"]):
        taken = timed(run, n)
        print(json.dumps({"nanoseconds": taken / n * 1e9}))
        sys.stdout.flush()


def introduce():
    import platform
    can = [work for work in works()
           if has_futures() or not work.startswith(("Future.", "ThreadPoolExecutor."))]
    gil = getattr(sys, "_is_gil_enabled", lambda: platform.python_implementation() == "CPython")()
    print(json.dumps({
        "implementation": platform.python_implementation(),
        "version": platform.python_version(),
        "gil": gil,
        "description": " ".join(sys.version.split()),
        "works": sorted(can),
    }))


if len(sys.argv) > 1:
    measure(json.loads(sys.argv[1]))
else:
    introduce()
