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

BOUND = 128
TASKS = 1000
CHAINED = 100
FUTURES = 100
SECONDS_OF_TIMER = 3600

# The values of items, as in Java.
STEP = 73
DIFFERENT_ITEMS = 128

# A job of more would take minutes where one thread runs at a time.
MOST_ITEMS = 10000

# Whoever asks has settled them: platform threads, and nothing but an increment in the section.
SETTLED = ("kind", "section")


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
    found.update(more_of_one_thread())
    found.update(more_of_threads())
    found.update(more_of_futures())
    return found


def more_of_one_thread():
    found = {
        "Lock.TryHeld": lambda p: try_in_vain(threading.Lock(), held=True),
        "RLock.TryHeld": lambda p: try_in_vain(held_by_another(threading.RLock())),
        "Semaphore.TryEmpty": lambda p: try_in_vain(threading.Semaphore(0)),
        "BoundedSemaphore.TryEmpty": lambda p: try_in_vain(threading.BoundedSemaphore(0)),
        "Event.TimedAwaitSet": lambda p: wait_for_set(threading.Event(), 1.0),
        "Event.TimedOutAtOnce": lambda p: time_out_at_once(threading.Event()),
        "Condition.TimedOutAtOnce":
            lambda p: inside(threading.Condition(), lambda condition: condition.wait(0)),
        "Condition.SignalTwo":
            lambda p: inside(threading.Condition(), lambda condition: condition.notify(2)),
        "Queue.UncontendedNowait": lambda p: put_and_get_nowait(queue.Queue(BOUND)),
        "Queue.UncontendedTimed": lambda p: put_and_get_timed(queue.Queue(BOUND)),
        "Queue.GetEmpty": lambda p: get_empty(queue.Queue(BOUND)),
        "Queue.Size": lambda p: ask_size(queue.Queue(BOUND)),
        "Queue.JoinDone": lambda p: join_done(queue.Queue()),
        "Timer.StartAndCancel": lambda p: start_and_cancel,
    }
    if sys.version_info >= (3, 2):
        found["Lock.Timed"] = lambda p: acquire_timed(threading.Lock())
        found["RLock.Timed"] = lambda p: acquire_timed(threading.RLock())
        found["Semaphore.Timed"] = lambda p: acquire_timed(threading.Semaphore(1))
        found["BoundedSemaphore.Timed"] = lambda p: acquire_timed(threading.BoundedSemaphore(1))
        found["Condition.AwaitForTrue"] = lambda p: inside(
            threading.Condition(), lambda condition: condition.wait_for(lambda: True))
        found["Barrier.Timed"] = lambda p: pass_alone(threading.Barrier(1), 1.0)
        found["Barrier.Reset"] = lambda p: reset(threading.Barrier(2))
    return found


def more_of_threads():
    found = {
        "Lock.Contended": lambda p: contend(threading.Lock(), threads(p)),
        "RLock.Contended": lambda p: contend(threading.RLock(), threads(p)),
        "Semaphore.Contended": lambda p: contend(threading.Semaphore(1), threads(p)),
        "BoundedSemaphore.Contended":
            lambda p: contend(threading.BoundedSemaphore(1), threads(p)),
        "Event.WakeAll": lambda p: wake_all_by_events(int(p["waiters"])),
        "Condition.WakeAll": lambda p: wake_all_by_condition(int(p["waiters"])),
    }
    if hasattr(threading, "Barrier"):
        found["Barrier.WakeAll"] = lambda p: pass_with_all(int(p["waiters"]))
    for name in ("LifoQueue", "PriorityQueue"):
        kind = getattr(queue, name)
        found[name + ".Unbounded"] = lambda p, kind=kind: traffic(kind(), p["ends"])
        found[name + ".Bounded"] = lambda p, kind=kind: traffic(kind(int(p["maxsize"])), p["ends"])
        found[name + ".BoundedByOne"] = lambda p, kind=kind: traffic(kind(1), p["ends"])
    return found


def more_of_futures():
    return {
        "Future.CreateRunResult": lambda p: create_run_result(futures().Future),
        "Future.Callback": lambda p: create_with_callback(futures().Future),
        "Future.Chain": lambda p: chain(futures().Future),
        "Future.HandOffResult": lambda p: hand_off_result(futures().Future),
        "Futures.WaitDone": lambda p: wait_for_futures(done_futures),
        "Futures.AsCompletedDone": lambda p: take_as_completed(done_futures),
        "Futures.WaitTasks": lambda p: wait_for_futures(submitting(2)),
        "Futures.AsCompletedTasks": lambda p: take_as_completed(submitting(2)),
        "ThreadPoolExecutor.SubmitAndResultContended":
            lambda p: submit_from_many(futures().ThreadPoolExecutor(2), threads(p)),
        "ThreadPoolExecutor.MapOverList":
            lambda p: map_over_list(futures().ThreadPoolExecutor(2)),
        "ThreadPoolExecutor.DataParallel":
            lambda p: map_job(
                futures().ThreadPoolExecutor(2), int(p["items"]), float(p["itemMicros"])),
    }


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


def threads(parameters):
    return int(parameters["threads"])


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


def wait_for_set(event, *timeout):
    event.set()

    def run(n):
        for _ in range(n):
            event.wait(*timeout)
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


def pass_alone(barrier, *timeout):
    def run(n):
        for _ in range(n):
            barrier.wait(*timeout)
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
        for i in range(n):
            items.put(i * STEP % DIFFERENT_ITEMS)

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


def try_in_vain(lock, held=False):
    if held:
        lock.acquire()

    def run(n):
        for _ in range(n):
            lock.acquire(False)
    return run


def held_by_another(lock):
    thread = threading.Thread(target=lock.acquire)
    thread.start()
    thread.join()
    return lock


def acquire_timed(lock):
    def run(n):
        for _ in range(n):
            lock.acquire(True, 1.0)
            lock.release()
    return run


def time_out_at_once(event):
    def run(n):
        for _ in range(n):
            event.wait(0)
    return run


def inside(condition, call):
    """Returns what acquires a condition, calls something, and releases it."""
    def run(n):
        for _ in range(n):
            condition.acquire()
            call(condition)
            condition.release()
    return run


def reset(barrier):
    def run(n):
        for _ in range(n):
            barrier.reset()
    return run


def put_and_get_nowait(items):
    def run(n):
        for _ in range(n):
            items.put_nowait(1)
            items.get_nowait()
    return run


def put_and_get_timed(items):
    def run(n):
        for _ in range(n):
            items.put(1, True, 1.0)
            items.get(True, 1.0)
    return run


def get_empty(items):
    def run(n):
        for _ in range(n):
            try:
                items.get_nowait()
            except queue.Empty:
                pass
    return run


def ask_size(items):
    items.put(1)

    def run(n):
        for _ in range(n):
            items.qsize()
    return run


def join_done(items):
    items.put(1)
    items.get()
    items.task_done()

    def run(n):
        for _ in range(n):
            items.join()
    return run


def start_and_cancel(n):
    for _ in range(n):
        timer = threading.Timer(SECONDS_OF_TIMER, task)
        timer.start()
        timer.cancel()
        timer.join()


def in_threads(count, target):
    """Returns what does something n times in each of some threads: as long as n of one thread's."""
    def run(n):
        started = [threading.Thread(target=target, args=(n,)) for _ in range(count)]
        for thread in started:
            thread.daemon = True
            thread.start()
        for thread in started:
            thread.join()
    return run


def contend(lock, count):
    """The section is one increment of a shared counter: no other length is asked for."""
    counter = [0]

    def target(n):
        for _ in range(n):
            lock.acquire()
            counter[0] += 1
            lock.release()
    return in_threads(count, target)


def wake_all(waiters, wake, wait):
    """Returns what wakes all waiters, round by round, and waits until all say that they are."""
    asleep = [0]
    guard = threading.Lock()
    all_woken = threading.Lock()
    all_woken.acquire()
    rounds = [0]

    def wait_over_and_over():
        number = 0
        while True:
            wait(number)
            number += 1
            with guard:
                asleep[0] -= 1
                last = asleep[0] == 0
            if last:
                all_woken.release()

    start_daemons(waiters, wait_over_and_over)

    def run(n):
        for _ in range(n):
            asleep[0] = waiters
            wake(rounds[0])
            rounds[0] += 1
            all_woken.acquire()
    return run


def start_daemons(count, target):
    for _ in range(count):
        thread = threading.Thread(target=target)
        thread.daemon = True
        thread.start()


def wake_all_by_events(waiters):
    events = [threading.Event(), threading.Event()]

    def wake(number):
        events[(number + 1) & 1].clear()
        events[number & 1].set()
    return wake_all(waiters, wake, lambda number: events[number & 1].wait())


def wake_all_by_condition(waiters):
    condition = threading.Condition()
    rounds = [0]

    def wake(number):
        with condition:
            rounds[0] = number + 1
            condition.notify_all()

    def wait(number):
        with condition:
            while rounds[0] <= number:
                condition.wait()
    return wake_all(waiters, wake, wait)


def pass_with_all(waiters):
    barrier = threading.Barrier(waiters + 1)

    def pass_for_ever():
        while True:
            barrier.wait()

    start_daemons(waiters, pass_for_ever)
    return pass_alone(barrier)


def create_run_result(new_future):
    def run(n):
        for _ in range(n):
            future = new_future()
            future.set_running_or_notify_cancel()
            future.set_result(7)
            future.result()
    return run


def create_with_callback(new_future):
    calls = [0]

    def count(_):
        calls[0] += 1

    def run(n):
        for _ in range(n):
            future = new_future()
            future.add_done_callback(count)
            future.set_result(7)
    return run


def chain(new_future):
    def link(last):
        following = new_future()
        last.add_done_callback(lambda done: following.set_result(done.result()))
        return following

    def run(n):
        left = n
        while left > 0:
            first = new_future()
            last = first
            for _ in range(min(left, CHAINED)):
                last = link(last)
            first.set_result(7)
            last.result()
            left -= CHAINED
    return run


def hand_off_result(new_future):
    ping = [new_future()]
    pong = [None]

    def first():
        following = new_future()
        pong[0] = following
        ping[0].set_result(7)
        following.result()

    def second():
        ping[0].result()
        ping[0] = new_future()
        pong[0].set_result(7)
    return beside(second, first)


def done_futures():
    done = []
    for _ in range(FUTURES):
        future = futures().Future()
        future.set_running_or_notify_cancel()
        future.set_result(7)
        done.append(future)
    return lambda: done


def submitting(workers):
    pool = futures().ThreadPoolExecutor(workers)
    return lambda: lambda: [pool.submit(task) for _ in range(FUTURES)]


def wait_for_futures(prepare):
    some = prepare()
    wait = futures().wait

    def run(n):
        for _ in range(n):
            wait(some())
    return run


def take_as_completed(prepare):
    some = prepare()
    as_completed = futures().as_completed

    def run(n):
        for _ in range(n):
            for future in as_completed(some()):
                future.result()
    return run


def submit_from_many(pool, count):
    return in_threads(count, submit_and_result(pool))


def negative(item):
    return -item


def map_over_list(pool):
    items = list(range(TASKS))

    def run(n):
        left = n
        while left > 0:
            sum(pool.map(negative, items[:left]))
            left -= TASKS
    return run


def map_job(pool, count, micros):
    if count > MOST_ITEMS:
        raise ValueError("a job of %d items takes too long" % count)
    turns = turns_in(micros * 1e-6)

    def work(item):
        busy(turns)
        return item + 1

    items = list(range(count))

    def run(n):
        for _ in range(n):
            list(pool.map(work, items))
    return run


def busy(turns):
    value = turns
    for _ in range(turns):
        value = value * 5 % 1021
    return value


def turns_in(wanted):
    """Returns how many turns take one thread so many seconds."""
    many = 10000
    end = seconds() + 0.2
    best = timed(busy, many)
    while seconds() < end:
        best = min(best, timed(busy, many))
    return int(many * wanted / best)


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
           if has_futures() or not work.startswith(("Future.", "Futures.", "ThreadPoolExecutor."))]
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
