"""
What a worker of the experiment about the lock computes in Python. Computation.cs is the same in C#.
"""
import hashlib
import time

AWAY_NS = 300_000                                # a step that takes longer was interrupted
BEAT_NS = 250_000                                # how often a computing worker tells that it computes
HASHED = bytes(1 << 20)                          # hashlib lets go of the lock while it hashes more than 2 KB

clock = time.perf_counter_ns


def compute(worker, future, plan):
    """Makes one call: waits as for I/O, if the plan says so, and then computes."""
    worker.tell_started(future)
    if plan["ioMs"]:
        worker.tell_blocked(plan["ioMs"])
        time.sleep(plan["ioMs"] / 1000)
        worker.tell_unblocked()
    result = hash_zeros(worker, plan["workPerItem"]) if plan["work"] == "hash" else count_primes(worker, plan["workPerItem"])
    worker.tell_finished(future, result)


def count_primes(worker, limit):
    """Counts primes by trial division. At every step, the worker notices whether it was interrupted."""
    primes = 0
    last = beat = clock()
    for number in range(2, limit + 1):
        divisor = 2
        while divisor * divisor <= number:
            if number % divisor == 0:
                break
            divisor += 1
        else:
            primes += 1
        now = clock()
        if now - last > AWAY_NS or now - beat > BEAT_NS:
            worker.tell_computing(now, last if now - last > AWAY_NS else None)
            beat = now
        last = now
    return primes


def hash_zeros(worker, kilobytes):
    """Hashes in C, without the lock."""
    worker.tell_native()
    for _ in range(max(1, kilobytes // 1024)):
        hashlib.sha256(HASHED).digest()
    return kilobytes
