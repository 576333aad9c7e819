"""
Counts primes in CPython for the experiment about the lock, and tells who computed when. The dashboard starts this file,
and nobody else does.

Standard input:   one line of JSON with the plan; later an empty line, which starts the work.
Standard output:  the line "ready" when everything is imported; at the end, the time since the race began, in ns.
Between the two, each worker writes what happens into its own part of a file in memory, which the dashboard reads meanwhile. A system call
would let go of the lock of the interpreter, and so change what is to be seen.

What a worker computes is in computation.py, which the page shows. A worker notices by itself that it did not compute: it reads the clock at
every step, and a step takes a few microseconds. Python 3.8 or later, nothing to install.
"""
import concurrent.futures.process                # imports everything, so that no executor has to
import concurrent.futures.thread
import json
import mmap
import multiprocessing
import os
import queue
import signal
import struct
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))   # python -I leaves out the folder of the script
import computation

STANDARD_INPUT = 0

# The parts of the file: one for the consuming code, and one for each worker. The dashboard knows the same numbers (GilSharedMemory.cs).
BEAT = struct.Struct("<q")
RECORD = struct.Struct("<qqqii")                 # time, two values, future, kind
PART_BYTES = RECORD.size * (1 << 17)
RESERVED_BYTES = RECORD.size * 1000              # after so many interruptions, only what happens to the futures is told
SUBMITTED, STARTED, FINISHED, RECEIVED, AWAY, BLOCKED, NATIVE, COMPUTES, WORKER = range(1, 10)

_now = time.perf_counter_ns
_cpu = time.thread_time_ns
_pack_beat, _pack_record = BEAT.pack_into, RECORD.pack_into


class _Part:
    """The part of the file that one thread or process writes. The kind of a record is written last, because it makes the record valid."""

    def __init__(self, plan, number):
        with open(plan["memory"], "r+b") as file:
            self.memory = mmap.mmap(file.fileno(), 0)
        self.began = plan["began"]
        self.start = number * PART_BYTES
        self.next = self.start + RECORD.size
        self.end = self.start + PART_BYTES
        self.last_away = self.end - RESERVED_BYTES
        self.told = self.cpu = 0

    def put(self, kind, at, first=0, second=0, future=0):
        if self.next < (self.last_away if kind == AWAY else self.end):
            _pack_record(self.memory, self.next, at - self.began, first, second, future, 0)
            self.memory[self.next + 28] = kind
            self.next += RECORD.size

    # What the worker tells in computation.py

    def tell_started(self, future):
        self.told, self.cpu = _now(), _cpu()
        self.put(STARTED, self.told, future=future)

    def tell_blocked(self, ms):
        self.put(BLOCKED, self.told, self.told + int(ms * 1e6) - self.began)

    def tell_unblocked(self):
        self.told = _now()
        self.put(COMPUTES, self.told)

    def tell_native(self):
        self.put(NATIVE, self.told)               # it did not compute in Python before

    def tell_computing(self, at, away_since):
        """Tells that the worker computes. If it did not compute before, away_since is the time since which it did not."""
        if away_since is not None:
            self.put(AWAY, at, away_since - self.began)
        _pack_beat(self.memory, self.start, at - self.began)

    def tell_finished(self, future, result):
        self.put(FINISHED, _now(), result, _cpu() - self.cpu, future)


# The lanes -------------------------------------------------------------------------------------------

_here = threading.local()                        # the plan and the part of the current worker


def _start_worker(plan, numbers):
    """Gives a thread or process the next part of the file."""
    _here.plan = plan
    _here.part = _Part(plan, numbers.get())
    _here.part.put(WORKER, _now(), os.getpid(), threading.get_native_id())


def _work_here(future):
    computation.compute(_here.part, future, _here.plan)


def _call_here(plan, part):
    """Makes each call on this thread."""
    numbers = queue.SimpleQueue()
    numbers.put(1)
    _start_worker(plan, numbers)
    for future in range(plan["items"]):
        part.put(SUBMITTED, _now(), future=future)
        _work_here(future)
        part.put(RECEIVED, _now(), future=future)


def _submit_to(executor, numbers, plan, part):
    """Submits all items, and takes each result as soon as it is there."""
    for number in range(plan["workers"]):
        numbers.put(number + 1)
    with executor(plan["workers"], initializer=_start_worker, initargs=(plan, numbers)) as pool:
        futures = {}
        for future in range(plan["items"]):
            part.put(SUBMITTED, _now(), future=future)
            futures[pool.submit(_work_here, future)] = future
        for done in concurrent.futures.as_completed(futures):
            done.result()
            part.put(RECEIVED, _now(), future=futures[done])


def _run(plan):
    part = _Part(plan, 0)
    if plan["executor"] == "threads":
        _submit_to(concurrent.futures.ThreadPoolExecutor, queue.SimpleQueue(), plan, part)
    elif plan["executor"] == "processes":
        _submit_to(concurrent.futures.ProcessPoolExecutor, multiprocessing.SimpleQueue(), plan, part)
    else:
        _call_here(plan, part)


def _end_at_once():
    """Ends this process and its worker processes."""
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _watch_dashboard():
    os.read(STANDARD_INPUT, 1)                   # returns when the dashboard closes its end, or has ended
    _end_at_once()


def main():
    if hasattr(os, "setsid"):
        os.setsid()                              # a group of its own, so that all its processes can be ended together
    plan = json.loads(sys.stdin.readline())
    sys.setswitchinterval(plan["switchIntervalMs"] / 1000)
    print("ready", flush=True)
    if not sys.stdin.readline():
        return                                   # the race was cancelled
    threading.Thread(target=_watch_dashboard, daemon=True).start()
    _run(plan)
    print(_now() - plan["began"], flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
