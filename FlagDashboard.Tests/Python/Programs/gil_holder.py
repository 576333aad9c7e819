"""
Compares what the workers of gil.py notice by themselves with the thread that really holds the lock.

    python3.13 gil_holder.py gil.py

Runs two threads of gil.py, and reads the holder from outside about every half millisecond: CPython 3.13 and later publish where their
debuggers find it. Needs Linux. Without the right to read the memory of a child, it exits with code 3. Prints one line of JSON: the number
of samples in which exactly one worker said that it computes, and how many of those workers held the lock.
"""
import ctypes
import json
import mmap
import os
import runpy
import struct
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True                   # gil.py is in the repository

# The fields in the order of _Py_DebugOffsets, which differs between the versions of CPython.
NAMES = ("cookie version free size finalizing interpreters i_size i_id i_next i_threads "
         + ("i_main " if sys.version_info >= (3, 14) else "")
         + "i_gc i_modules i_sys i_builtins i_gil i_gil_state i_enabled i_locked i_holder "
         + ("i_code i_bytecode " if sys.version_info >= (3, 14) else "")
         + "t_size t_prev t_next t_interp t_frame t_id t_native").split()
SECONDS = 20
NOT_PERMITTED = 3


def run_child():
    """Tells where the runtime is, and then is gil.py."""
    script = sys.argv[2]
    print(ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime")), flush=True)
    sys.argv[:] = [script]
    runpy.run_path(script, run_name="__main__")


class Holder:
    """Reads the native id of the thread that holds the lock of another process; 0 if none does."""

    def __init__(self, process, runtime):
        self.memory = os.open("/proc/%d/mem" % process, os.O_RDONLY)
        offsets = struct.Struct("<8s%dQ" % (len(NAMES) - 1))
        values = offsets.unpack(os.pread(self.memory, offsets.size, runtime))
        assert values[0] == b"xdebugpy", "this Python does not publish its offsets"
        self.offset = dict(zip(NAMES, values))
        self.interpreter = self.read(runtime + self.offset["interpreters"])
        self.native = {}

    def read(self, address, form="<Q"):
        return struct.unpack(form, os.pread(self.memory, struct.calcsize(form), address))[0]

    def __call__(self):
        if not self.read(self.interpreter + self.offset["i_locked"], "<i"):
            return 0
        thread = self.read(self.interpreter + self.offset["i_holder"])
        if thread not in self.native:
            self.native[thread] = self.read(thread + self.offset["t_native"])
        return self.native[thread]


def stretches(gil, memory, part):
    """When a worker computed, as pairs of times, and its native id."""
    at, since, native, computed = part * gil["PART_BYTES"] + gil["RECORD"].size, None, 0, []
    while memory[at + 28]:
        t, first, second, _, kind = gil["RECORD"].unpack_from(memory, at)
        if kind == gil["WORKER"]:
            native = second
        elif kind == gil["STARTED"]:
            since = t
        elif kind == gil["AWAY"]:
            computed.append((since, first))
            since = t
        elif kind == gil["FINISHED"]:
            computed.append((since, t))
            since = None
        at += gil["RECORD"].size
    return native, computed


def main(script):
    gil = runpy.run_path(script)
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(gil["PART_BYTES"] * 3)
        began = time.perf_counter_ns()
        plan = dict(executor="threads", work="primes", items=4, workers=2, workPerItem=200_000, ioMs=0, switchIntervalMs=5,
            memory=file.name, began=began)
        child = subprocess.Popen([sys.executable, "-I", os.path.abspath(__file__), "--child", script],
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        runtime = int(child.stdout.readline())
        child.stdin.write(json.dumps(plan) + "\n")
        child.stdin.flush()
        child.stdout.readline()
        try:
            holder, samples = Holder(child.pid, runtime), []
        except PermissionError:
            child.kill()
            sys.exit(NOT_PERMITTED)
        child.stdin.write("\n")
        child.stdin.flush()
        while child.poll() is None and time.perf_counter_ns() - began < SECONDS * 1e9:
            before = time.perf_counter_ns()
            try:
                held = holder()
            except (OSError, struct.error):
                break
            samples.append(((before + time.perf_counter_ns()) // 2 - began, held))
            time.sleep(0.0005)
        child.kill()
        memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        workers = [stretches(gil, memory, part) for part in (1, 2)]
    claimed = right = free = 0
    for t, held in samples:
        computing = [native for native, computed in workers if any(a <= t <= b for a, b in computed)]
        if len(computing) == 1:
            claimed += 1
            right += held == computing[0]
            free += held == 0
    print(json.dumps(dict(samples=len(samples), claimed=claimed, right=right, free=free)))


if sys.argv[1] == "--child":
    run_child()
else:
    main(sys.argv[1])
