#!/usr/bin/env python3
"""Runs many short calls in a ThreadPoolExecutor, to compare it with and without the recorder of Python programs.

    futures_baseline.py --workers 8 --futures 1000 --ms 0 --reps 3

--ms is the processor time of each call, in ms; with several numbers, separated by commas, calls take them in turn.
Standard library only. Prints one JSON line per repetition with its wall seconds, from the first submit to the last result.
"""
import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor, as_completed


def compute(ms):
    """Computes until this thread has used some processor time. Waiting for the GIL does not count."""
    if ms:
        end = time.thread_time_ns() + ms * 1_000_000
        while time.thread_time_ns() < end:
            pass


def run(workers, times):
    with ThreadPoolExecutor(workers) as pool:
        to_do = [pool.submit(compute, ms) for ms in times]
        for future in as_completed(to_do):
            future.result()


def main():
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--workers", type=int, default=8)
    cli.add_argument("--futures", type=int, default=1000)
    cli.add_argument("--ms", default="0")
    cli.add_argument("--reps", type=int, default=1)
    options = cli.parse_args()
    turns = [int(ms) for ms in options.ms.split(",")]
    times = [turns[number % len(turns)] for number in range(options.futures)]
    for _ in range(options.reps):
        began = time.perf_counter()
        run(options.workers, times)
        print(json.dumps({"wall": time.perf_counter() - began}), flush=True)


if __name__ == "__main__":
    main()
