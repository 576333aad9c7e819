"""A program that does what a recorder does not expect."""
import concurrent.futures
import json
import sys
from concurrent.futures import Future, ThreadPoolExecutor


class Hostile:
    def __repr__(self):
        raise SystemExit("the recorder called the program's __repr__")

    __str__ = __format__ = __repr__


class NamedFuture(Future):
    """A subclass with a constructor of its own, and with results of its own."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def result(self, timeout=None):
        return self.name, super().result(timeout)


def work(value):
    return value


work.__qualname__ = "\x1b[2J\x07\u202enaming \ud800 things\n"
submit = ThreadPoolExecutor.submit


def counted(self, function, *arguments):         # the program patches what the recorder has patched
    counted.calls += 1
    return submit(self, function, *arguments)


counted.calls = 0
ThreadPoolExecutor.submit = counted
sys.stdout.buffer.write(bytes(range(256)) + b"\n")
with ThreadPoolExecutor(2, thread_name_prefix="\x1b[31m\ud800\n") as pool:
    futures = [pool.submit(work, Hostile()), pool.submit(work, "\x07\x00\ud800"), pool.submit(work, b"\xff\x00")]
    done = [type(future.result()).__name__ for future in concurrent.futures.as_completed(futures)]
named = NamedFuture("mine")
named.set_running_or_notify_cancel()
named.set_result(3)
print(sorted(done), named.result(), counted.calls)
kept = concurrent.futures.Future
concurrent.futures.Future = NamedFuture          # and the module itself
print(concurrent.futures.Future is not kept)
print(json.dumps({"new": 4, "running": 4, "done": 4, "got": 4}))
