#!/usr/bin/env python3
"""Records what happens to each future and task of a Python program, without a change to the program.

    python3 futurelog.py [options] my_script.py [arguments]
    python3 futurelog.py [options] -m package [arguments]

    --to FILE       record into this file, and send nothing; otherwise into my_script.futurelog in the current directory
    --no-values     leave out arguments, results and the messages of exceptions
    --watch NAME    show each call of the function NAME of the script as a future

or, in a program:  import futurelog; futurelog.start()

A dashboard on this machine shows the program on a timeline while it runs. If none answers, import the file there later.
Python 3.8 or later, nothing to install.
"""
import atexit
import collections
import functools
import itertools
import json
import os
import sys
import threading
import time
import types

_IS_COMMAND = __name__ == "__main__"
if sys.version_info < (3, 8):
    _problem = "futurelog: this is Python %d.%d; recording needs Python 3.8 or later." % sys.version_info[:2]
    if _IS_COMMAND:
        sys.exit(_problem)
    raise ImportError(_problem)
if _IS_COMMAND:                                  # one module under one name, also for a program that imports it
    __name__ = "futurelog"
    sys.modules["futurelog"] = sys.modules["__main__"]

DASHBOARD = "http://localhost:5080/"             # a dashboard that serves this file puts its own address here
MAX_FUTURES = 10_000                             # futures and tasks
MAX_EXECUTORS = 1_000                            # executors, loops and semaphores
MAX_THREADS = 10_000
MAX_DETAILS = 100_000                            # steps, waits and semaphores in use
MAX_DETAIL_BYTES = 12_000_000                    # a file of this size gets no further details
MAX_TEXT = 60
MAX_MESSAGE = 300
MAX_ARGUMENTS = 4
CONNECT_SECONDS = 1
RELAY_SECONDS = 0.001                            # how often the relay looks for new lines
ALIVE_SECONDS = 0.05                             # and how often it looks whether the program still runs
BATCH_NS = 5_000_000                             # a batch is written when an observation comes this long after the last one,
BURST_NS = 100_000_000                           # and before the program computes or waits, which may be for ever, unless there were
                                                 # more batches than one every BATCH_NS, counted over this time
PAUSE_FACTOR = 20                                # on a slow disk, a batch counts for twenty times the time that it takes
LINE_LENGTH = 100                                # observations: a line stays below 256 KB, whatever they hold
SLOW_CALLBACK_NS = 1_000_000

# The program may replace these functions later, for example in its tests.
_now = time.perf_counter_ns
_cpu = time.thread_time_ns
_open, _write, _close, _getpid, _exit = os.open, os.write, os.close, os.getpid, os._exit
_get_ident = threading.get_ident
_getframe = sys._getframe


# Recording: observations go into a queue, and from there in batches to the file ---------------------

class _Recording:
    """The one recording of this process."""

    def __init__(self):
        self.path = None
        self.relayed = False                     # whether a relay sends the file to the dashboard
        self.pid = None
        self.began = 0
        self.values = True
        self.exit_code = None
        self.due = 0                             # when the next batch is due
        self.due_early = 0                       # and when it is before the program computes or waits
        self.paid = 0                            # when the batches so far would have been written one every BATCH_NS
        self.took = 0                            # how long the last one took
        self.size = 0
        self.writing = threading.Lock()          # only ever tried on the hot path, so nothing waits for it


_recording = _Recording()
_queue = collections.deque()


def _ignore(observation):
    return False


_put = _ignore                                   # observes; becomes _queue.append while a recording runs
_put_detail = _ignore                            # observes what may be left out; returns whether it did


def _detail(observation):
    if _next_detail() >= MAX_DETAILS // 2 or _recording.size > MAX_DETAIL_BYTES:     # a block has an unblock, a step a stepEnd
        _next_lost()
        return False
    _put(observation)
    return True


def _counter(gil):
    """Numbers from 0. Without a GIL, itertools.count may return a number twice, and += may lose one."""
    numbers = itertools.count()
    if gil:
        return numbers.__next__
    lock = threading.RLock()                     # a signal handler of the program may come in between
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lock._at_fork_reinit)

    def next_number():
        with lock:
            return next(numbers)
    return next_number


_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()
_next_id = _counter(_GIL)
_next_thread = _counter(_GIL)
_next_future = _counter(_GIL)                    # these are exact, so that a file never has more than the limits above
_next_executor = _counter(_GIL)
_next_detail = _counter(_GIL)
_next_lost = _counter(_GIL)


class _Thread:
    """What is known of a thread. Python uses thread identifiers again, so each thread gets a number."""
    __slots__ = ("number", "submitting", "running", "began_cpu", "watching")

    def __init__(self):
        self.number = _next_thread()
        self.submitting = None                   # what Future.__init__ needs to know of the submit() that calls it
        self.running = -1                        # the future that this thread executes
        self.began_cpu = 0
        self.watching = False
        if self.number < MAX_THREADS:
            thread = threading._active.get(_get_ident())     # current_thread() would invent one
            name = thread._name if thread is not None else ""
            _put((_now(), "thread", self.number, self.number, name if type(name) is str else ""))


class _Here(threading.local):
    """The current thread. An attribute of a thread-local object takes several times as long as one of another object."""

    def __init__(self):
        self.thread = _Thread()


_here = None                                     # becomes a _Here when recording begins


def _stop_recording():
    """Ends observing: at the end, in forked children, and when the recorder itself has failed."""
    global _put, _put_detail
    _put = _put_detail = _ignore
    _queue.clear()


def _write_with_gil():
    """
    From now on, writing keeps the GIL. A thread that lets go of it gets it back after every thread that computes has had it for 5 ms, and
    os.open, os.write and os.close let go of it once each.
    """
    global _open, _write, _close
    try:
        import ctypes
        library = ctypes.PyDLL(None, use_errno=True)
        open_, write, close = library.open, library.write, library.close
        open_.argtypes = [ctypes.c_char_p, ctypes.c_int]
        write.argtypes, write.restype = [ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t], ctypes.c_ssize_t
        close.argtypes = [ctypes.c_int]

        def check(result, function, arguments):
            if result < 0:
                raise OSError(ctypes.get_errno(), "cannot write")
            return result
        open_.errcheck = write.errcheck = check
    except Exception:                            # no ctypes, or none that is allowed here
        return
    _open = lambda path, flags: open_(os.fsencode(path), flags)
    _write = lambda file, data: write(file, data, len(data))
    _close = close


def _append(text):
    """The file is open only while a batch is written, so a program that closes all files it finds does no harm."""
    data = text.encode("utf-8", "replace")
    file = _open(_recording.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
    try:
        _recording.size += len(data)
        while data:
            data = data[_write(file, data):]
    finally:
        _close(file)


def _write_batch(wait=False):
    if not _recording.writing.acquire(wait, 2 if wait else -1):
        return                                   # another thread writes, or this one was interrupted while it wrote
    batch = []
    try:
        began = _now()
        batch.extend(itertools.islice(iter(_queue.popleft, None), len(_queue)))
        if batch:
            _append("".join(_line(batch[i:i + LINE_LENGTH]) for i in range(0, len(batch), LINE_LENGTH)))
            batch = []
        written = _now()
        took = written - began                   # a slow disk is slow twice; a thread that waits for the GIL, seldom
        _recording.paid = max(written, _recording.paid) + max(BATCH_NS, PAUSE_FACTOR * min(took, _recording.took))
        _recording.due_early = _recording.paid - BURST_NS
        _recording.due = max(written + BATCH_NS, _recording.due_early)
        _recording.took = took
    except Exception:
        _stop_recording()
    finally:
        _queue.extendleft(reversed(batch))       # not empty only if Ctrl+C came in between
        _recording.writing.release()
    if _queue and _now() > _recording.due_early:     # of a thread that could not write meanwhile, and may wait for ever now
        _write_batch()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_quote = json.encoder.encode_basestring          # for the frequent observations, whose shape is known, faster than _encode


def _line(observations):
    began = _recording.began
    rows = []
    for observation in observations:
        t = observation[0] - began
        if t < 0:
            t = 0
        kind = observation[1]
        if len(observation) == 4:
            _, _, number, thread = observation
            rows.append(f'[{t},"{kind}",{number},{thread}]')
        elif kind == "got" or kind == "block" or kind == "unblock":
            _, _, number, thread, call, task = observation
            rows.append(f'[{t},"{kind}",{number},{thread},"{call}",{task}]')
        elif kind == "done":
            _, _, number, thread, cpu, result = observation
            rows.append(f'[{t},"done",{number},{thread},{cpu},{"null" if result is None else _quote(_text(result))}]')
        elif kind == "new":
            _, _, number, thread, executor, name, arguments = observation
            texts = ",".join([_quote(_text(value)) for value in arguments])
            rows.append(f'[{t},"new",{number},{thread},{executor},{_quote(_cut(name))},[{texts}]]')
        else:
            rows.append(_rare_row(t, observation))
    return "[%s]\n" % ",".join(rows)


def _rare_row(t, observation):
    kind = observation[1]
    row = [t, *observation[1:]]
    if kind == "task":
        row[5] = _cut(row[5])
        row[6] = [_text(value) for value in row[6]]
    elif kind == "thread":
        row[4] = _cut(row[4])
    return _encode(row)


def _finish():
    """Writes the rest and the last line."""
    if _getpid() != _recording.pid or _put is _ignore:
        return
    _write_batch(wait=True)
    if _put is _ignore:                          # writing has failed: the file stays as it is, without a last line
        return
    end = {"over": _recording.exit_code, "t": _now() - _recording.began, "lost": _next_lost()}
    _stop_recording()
    try:
        _append(_encode(end) + "\n")
        _say("recorded %d futures in %s.%s" % (
            min(_next_future(), MAX_FUTURES), _recording.path, "" if _recording.relayed else " Import this file in the dashboard."))
    except Exception:
        pass


# The relay: another process, which sends the file to the dashboard while it grows -------------------

def _start_relay():
    """
    Starts the relay before the program. This process sends nothing: a thread would disturb programs that fork, and the program may replace
    what HTTP needs. The relay is no child of the program, which may wait for all children that it has.
    """
    if hasattr(os, "fork") and sys.executable and os.path.isfile(__file__):
        command = [sys.executable, "-I", "-S", os.path.abspath(__file__), "--relay", _recording.path, str(_recording.pid)]
        quiet = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDWR, 0), (os.POSIX_SPAWN_DUP2, 0, 1)]
        if sys.stderr is None or not sys.stderr.isatty():
            quiet.append((os.POSIX_SPAWN_DUP2, 0, 2))        # who reads a pipe waits for all that may write to it
        os.waitpid(os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet), 0)
        return True
    return False


def _relay(path, program):
    if os.fork():
        os._exit(0)
    os.setsid()                                  # Ctrl+C in the terminal does not reach it
    try:
        with open(path, "rb") as file:
            outcome = _send(file, int(program))
    except (OSError, ValueError, KeyError) as error:
        outcome = "could not be sent to %s: %s. Import it there" % (DASHBOARD, error)
    if outcome:
        _say("%s %s" % (path, outcome))


def _say(text):
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write("futurelog: %s\n" % text)


def _send(file, program):
    """Sends the file line by line until the program ends. Returns what went wrong, or None."""
    import http.client
    from urllib.parse import urljoin, urlsplit
    where = urlsplit(DASHBOARD)

    def connect(timeout):
        kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
        return kind(where.netloc, timeout=timeout)

    def ask(connection, method, target, body=None):
        connection.request(method, urljoin(where.path, target), body, {"Content-Type": "application/x-ndjson"})
        answer = connection.getresponse()
        return answer, answer.read()

    connection = connect(CONNECT_SECONDS)
    try:
        answer, _ = ask(connection, "HEAD", "futurelog.py")
    except (OSError, http.client.HTTPException):
        answer = None
    if answer is None or not (answer.getheader("Content-Type") or "").startswith("text/x-python"):
        return "is not shown live, because no dashboard answers at %s. Import it there" % DASHBOARD
    lines = _lines(file, program)
    answer, body = ask(connection, "POST", "api/recordings", next(lines))
    document = json.loads(body)
    if answer.status != 201:
        return "is not shown live: %s Import it later" % (document.get("detail") or document.get("title"))
    _say("live at %s" % urljoin(DASHBOARD, document["page"]))
    connection.close()
    try:
        answer, body = ask(connect(None), "POST", document["observations"], lines)
    except (OSError, http.client.HTTPException):
        return "is no longer shown live, because the dashboard closed the connection. Import it there"
    if answer.status != 200:
        return "is no longer shown live: %s" % json.loads(body).get("detail")
    return None


def _lines(file, program):
    """The lines of the file, as they are written, until the last one, or until the program has ended without it."""
    rest = b""
    asked = alive = 0
    while True:
        if time.monotonic() - asked > ALIVE_SECONDS:
            asked = time.monotonic()
            alive = _is_alive(program)           # asked before reading, so that nothing written before the end is missed
        new = file.read(1 << 16)
        whole, newline, rest = (rest + new).rpartition(b"\n")
        for line in whole.splitlines(True) if newline else ():
            yield line if line.endswith(b"\n") else line + b"\n"
            if line.startswith(b'{"over"'):
                return
        if not new:
            if not alive:
                return
            time.sleep(RELAY_SECONDS)


def _is_alive(program):
    """Whether the process runs. One that has ended, but whose parent has not asked for its exit code, is not alive."""
    try:
        os.kill(program, 0)
        with open("/proc/%d/stat" % program) as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except OSError:                              # the process of another user, or a system without /proc
        return True


# Values: what can be printed without running code of the program -----------------------------------

class _TypeName(str):
    """Stands for a value whose type alone may be printed."""
    __slots__ = ()


_PLAIN = frozenset((float, bool, type(None)))
_PRINTED = _PLAIN | {int, str, bytes}


def _keep(value):
    """Returns an immutable stand-in, so that no object of the program lives longer than without the recorder."""
    kind = type(value)
    if kind in _PLAIN or kind is int and -1 << 64 < value < 1 << 64:
        return value
    if kind is str:
        return value if len(value) <= MAX_TEXT else value[:MAX_TEXT - 1] + "…"
    if kind is bytes:
        return value[:MAX_TEXT // 2]
    if kind is tuple and len(value) <= MAX_ARGUMENTS:
        return tuple(map(_keep, value))
    return _TypeName("<%s>" % kind.__name__)


_keep_result = _keep                             # a lane of the dashboard keeps more of a result


def _keep_arguments(arguments, named=()):
    if not _recording.values:
        return ()
    if not named:
        if len(arguments) == 1:
            return _keep(arguments[0]),
        if len(arguments) <= MAX_ARGUMENTS:
            return tuple(map(_keep, arguments))
    kept = list(map(_keep, arguments[:MAX_ARGUMENTS]))
    for name in itertools.islice(named, MAX_ARGUMENTS - len(kept)):
        kept.append(_TypeName("%s=%s" % (name, _text(_keep(named[name])))))
    if len(arguments) + len(named) > MAX_ARGUMENTS:
        kept.append(_TypeName("…"))
    return tuple(kept)


def _text(kept):
    return _cut(repr(kept) if type(kept) in _PRINTED else _shown(kept))


def _shown(kept):
    if type(kept) is _TypeName:
        return str(kept)
    if type(kept) is tuple:
        return "(%s%s)" % (", ".join(map(_shown, kept)), "," if len(kept) == 1 else "")
    return repr(kept)


def _cut(text, length=MAX_TEXT):
    return text if len(text) <= length else text[:length - 1] + "…"


def _name_of(function):
    """The name of a callable, without asking the callable for attributes that the program may compute."""
    kind = type(function)
    if kind is types.FunctionType or kind is types.BuiltinFunctionType:
        name = function.__qualname__
    elif kind is types.MethodType:
        return _name_of(function.__func__)
    elif kind is functools.partial:
        return _name_of(function.func)
    elif issubclass(kind, type):
        name = type.__dict__["__qualname__"].__get__(function)
    else:
        name = kind.__name__
    return name if type(name) is str else kind.__name__


def _call_of(function, arguments, named):
    """The name and the arguments of a call, without what concurrent.futures and asyncio wrap around it."""
    if type(function) is functools.partial:
        inner = function.func
        if getattr(inner, "__name__", None) == "_process_chunk" and function.args and len(arguments) == 1:
            calls = arguments[0]                 # ProcessPoolExecutor.map: a chunk of calls
            kept = _keep_arguments(calls[0])
            if len(calls) > 1 and _recording.values:
                kept += _TypeName("+%d calls" % (len(calls) - 1)),
            return _name_of(function.args[0]), kept
        if type(inner) is types.BuiltinFunctionType and inner.__qualname__ == "Context.run" and function.args:
            return _call_of(function.args[0], function.args[1:] + tuple(arguments), {**function.keywords, **named})
        return _name_of(inner), _keep_arguments(function.args + tuple(arguments), {**function.keywords, **named})
    return _name_of(function), _keep_arguments(arguments, named)


_ERRORS_WITH_VALUES = frozenset(("urllib.error", "http.client", "json.decoder", "subprocess"))


def _message_of(error):
    """The message of an exception, without calling a __str__ or __repr__ of the program."""
    if not _recording.values:
        return ""
    method = type(error).__str__
    arguments = tuple(map(_keep, error.args))
    values = list(arguments)
    values += [getattr(error, name, None) for name in ("filename", "filename2")] if issubclass(type(error), OSError) else []
    if method.__class__ is types.FunctionType and type(error).__module__ in _ERRORS_WITH_VALUES:
        values += map(_keep, vars(error).values())
    elif method.__class__ is not types.WrapperDescriptorType:
        values.append(_TypeName())
    if all(type(value) in (str, int, float, bytes, bool, type(None)) for value in values):
        text = str(error)
    elif len(arguments) == 1:
        text = arguments[0] if isinstance(arguments[0], str) else _shown(arguments[0])
    else:
        text = _shown(arguments)
    return _cut(str(text), MAX_MESSAGE)


# concurrent.futures ------------------------------------------------------------------------------------

# This text, and no module, travels with each call to a process: a child need not be able to import futurelog.
_CHILD = '''
import os, time
def run_call(function, future, path, began, /, *args, **kwargs):
    def observe(kind, *more):
        row = (max(0, time.perf_counter_ns() - began), kind, future, -1, os.getpid()) + more
        try:
            file = os.open(path, os.O_WRONLY | os.O_APPEND)
            try:
                os.write(file, b'[[%d,"%b",%s]]\\n' % (row[0], kind.encode(), ",".join(map(str, row[2:])).encode()))
            finally:
                os.close(file)
        except OSError:
            pass
    observe("childStarted")
    cpu = time.thread_time_ns()
    try:
        return function(*args, **kwargs)
    finally:
        observe("childEnded", time.thread_time_ns() - cpu)
'''
_LOAD_CHILD = ("__import__('sys').__dict__.get('_futurelog_run_call') or (lambda space: exec(compile(%r, 'futurelog', 'exec'), space) or "
               "__import__('sys').__dict__.setdefault('_futurelog_run_call', space['run_call']))({})" % _CHILD)


class _RunCall:
    """Is unpickled as the function run_call."""

    def __reduce__(self):
        return eval, (_LOAD_CHILD,)


class _CallInProcess:
    """Takes the place of a function that goes to a process, and is unpickled as a call that observes itself there."""
    __slots__ = ("function", "future")

    def __init__(self, function):
        self.function, self.future = function, -1

    def __reduce__(self):
        if self.future < 0:
            return functools.partial, (self.function,)
        return functools.partial, (_RunCall(), self.function, self.future, _recording.path, _recording.began)

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)


_in_processes = set()                            # pending and running futures of process pools
_not_got = set()                                 # futures whose result, exception or cancellation nobody has got. Of several threads that
                                                 # remove one at once, one succeeds, also without a GIL
_yielded = set()                                 # futures that as_completed has yielded. Another attribute of a future would take 0.4 µs


def _is_first(future, mark):
    """Whether nobody has set this mark of a future before. Of several threads that ask at once, one gets True, also without a GIL."""
    me = object()
    return vars(future).setdefault(mark, me) is me


def _observe_future(future_class, base):
    PENDING = base.PENDING
    ENDED = frozenset((base.FINISHED, base.CANCELLED, base.CANCELLED_AND_NOTIFIED))
    init, run, set_result_, set_exception_ = (future_class.__init__, future_class.set_running_or_notify_cancel,
                                              future_class.set_result, future_class.set_exception)
    cancel_ = future_class.cancel
    future_class._futurelog = -1                 # the id of a future that is not recorded

    @functools.wraps(init)
    def __init__(self):
        init(self)
        if _put is _ignore:
            return
        try:
            if _next_future() >= MAX_FUTURES:
                _next_lost()
                return
            thread = _here.thread
            now = _now()
            call = thread.submitting
            number = _next_id()
            if call is None:
                _put((now, "new", number, thread.number, -1, "", ()))
            else:
                thread.submitting = None
                if call[3]:
                    _in_processes.add(number)
                _put((now, "new", number, thread.number, call[0], call[1], call[2]))
            _not_got.add(number)
            self._futurelog = number
            if now > _recording.due:
                _write_batch()
        except Exception:
            _stop_recording()

    @functools.wraps(run)
    def set_running_or_notify_cancel(self):
        starts = run(self)
        number = self._futurelog
        if starts and number >= 0:
            try:
                thread = _here.thread
                now = _now()
                _put((now, "running", number, thread.number))
                if now > _recording.due_early:
                    _write_batch()
                if number not in _in_processes:
                    thread.running = number
                    thread.began_cpu = _cpu()
            except Exception:
                _stop_recording()
        return starts

    def cpu_of(number, thread):
        if thread.running != number:
            return -1
        thread.running = -1
        return _cpu() - thread.began_cpu

    @functools.wraps(set_result_)
    def set_result(self, result):
        number = self._futurelog
        if number >= 0 and self._state not in ENDED:
            try:
                now = _now()
                thread = _here.thread
                if thread.running == number:
                    thread.running = -1
                    cpu = _cpu() - thread.began_cpu
                else:
                    cpu = -1
                    _in_processes.discard(number)
                _put((now, "done", number, thread.number, cpu, _keep_result(result) if _recording.values else None))
                if now > _recording.due:
                    _write_batch()
            except Exception:
                _stop_recording()
        return set_result_(self, result)

    @functools.wraps(set_exception_)
    def set_exception(self, exception):
        try:
            number = self._futurelog
            if number >= 0 and self._state not in ENDED:
                try:
                    thread = _here.thread
                    _in_processes.discard(number)
                    _put((_now(), "raised", number, thread.number, cpu_of(number, thread), *_error_of(exception)))
                except Exception:
                    _stop_recording()
            return set_exception_(self, exception)
        finally:
            self = exception = None              # a traceback must not keep them alive

    @functools.wraps(cancel_)
    def cancel(self):
        was_pending = self._state == PENDING
        cancelled = cancel_(self)
        if cancelled and was_pending and self._futurelog >= 0 and _is_first(self, "_futurelog_cancelled"):
            try:
                _in_processes.discard(self._futurelog)
                _put((_now(), "cancelled", self._futurelog, _here.thread.number))
            except Exception:
                _stop_recording()
        return cancelled

    def got(number, now, call):
        try:
            _not_got.remove(number)
        except KeyError:                         # another thread was faster
            return
        _put((now, "got", number, _here.thread.number, call, -1))
        if now > _recording.due_early:
            _write_batch()

    def observing(ask):
        call = ask.__name__

        @functools.wraps(ask)
        def observe(self, timeout=None):
            try:
                number = self._futurelog
                if number not in _not_got:
                    return ask(self, timeout)
                if self._state in ENDED:
                    got(number, _now(), call)
                    return ask(self, timeout)
                blocked = _block(number, call)
                try:
                    return ask(self, timeout)
                finally:
                    now = _unblock(blocked, number, call)
                    if self._state in ENDED:
                        got(number, now, call)
            finally:
                self = None
        return observe

    result, exception = observing(future_class.result), observing(future_class.exception)

    def __del__(self):
        try:
            number = self._futurelog
            if number in _not_got and number not in _yielded:
                _put((_now(), "gone", number, _here.thread.number))
        except Exception:                        # the interpreter is ending
            pass

    for patch in (__init__, set_running_or_notify_cancel, set_result, set_exception, cancel, result, exception):
        setattr(future_class, patch.__name__, patch)
    if not hasattr(future_class, "__del__"):
        future_class.__del__ = __del__


def _block(number, call, task=-1):
    if _put is _ignore:
        return False
    now = _now()
    blocked = _put_detail((now, "block", number, _here.thread.number, call, task))
    if now > _recording.due_early:
        _write_batch()
    return blocked


def _unblock(blocked, number, call, task=-1):
    now = _now()
    if blocked:
        _put((now, "unblock", number, _here.thread.number, call, task))
    return now


def _error_of(error):
    if isinstance(error, BaseException):
        return _cut(type(error).__name__), _message_of(error)
    return _cut(error.__name__ if isinstance(error, type) else "Exception"), ""


def _observe_waits(futures, base):
    as_completed_, wait_, waiter = base.as_completed, base.wait, base._AsCompletedWaiter
    init = waiter.__init__

    class ObservedEvent(threading.Event):
        """What as_completed waits for when none of its futures is ready."""

        def wait(self, timeout=None):
            if self.is_set():
                return True
            blocked = _block(-1, "as_completed")
            try:
                return super().wait(timeout)
            finally:
                _unblock(blocked, -1, "as_completed")

    @functools.wraps(init)
    def __init__(self):
        init(self)
        self.event = ObservedEvent()

    @functools.wraps(as_completed_)
    def as_completed(fs, timeout=None):
        completed = as_completed_(fs, timeout)
        del fs
        for future in completed:
            number = future._futurelog
            if number >= 0:
                _yielded.add(number)
                now = _now()
                _put((now, "yielded", number, _here.thread.number))
                if now > _recording.due_early:
                    _write_batch()
            box = [future]                       # while the program has the future, nothing here refers to it
            del future
            yield box.pop()

    @functools.wraps(wait_)
    def wait(*args, **kwargs):
        blocked = _block(-1, "wait")
        try:
            return wait_(*args, **kwargs)
        finally:
            _unblock(blocked, -1, "wait")

    waiter.__init__ = __init__
    base.as_completed = futures.as_completed = as_completed
    base.wait = futures.wait = wait


def _new_executor(name, workers, kind, label):
    if _put is _ignore:
        return -1
    if _next_executor() >= MAX_EXECUTORS:
        _next_lost()
        return -1
    number = _next_id()
    _put((_now(), "executor", number, _here.thread.number, _cut(name), workers, kind, _cut(label)))
    return number


def _shut_down(executor):
    number = executor._futurelog
    if number >= 0 and not executor._futurelog_over:
        executor._futurelog_over = True
        _put((_now(), "shutdown", number, _here.thread.number))


def _observe_executor(executor_class, kind):
    init, submit_, shutdown_ = executor_class.__init__, executor_class.submit, executor_class.shutdown
    in_processes = kind == "processes"
    executor_class._futurelog = -1
    executor_class._futurelog_over = False

    @functools.wraps(init)
    def __init__(self, *args, **kwargs):
        init(self, *args, **kwargs)
        try:
            label = getattr(self, "_thread_name_prefix", "") if kwargs.get("thread_name_prefix") or len(args) > 1 else ""
            workers = self._max_workers
            self._futurelog = _new_executor(type(self).__name__, workers if type(workers) is int else 0, kind,
                                            label if type(label) is str else "")
        except Exception:
            _stop_recording()

    @functools.wraps(submit_)
    def submit(*args, **kwargs):
        if len(args) < 2 or _put is _ignore:     # Python 3.8 takes fn= by name
            return submit_(*args, **kwargs)
        try:
            thread = _here.thread
            function = args[1]
            if type(function) is types.FunctionType and not kwargs:
                name, arguments = function.__qualname__, _keep_arguments(args[2:])
            else:
                name, arguments = _call_of(function, args[2:], kwargs)
            function = None
            thread.submitting = args[0]._futurelog, name, arguments, in_processes
            if in_processes:
                args = (args[0], _CallInProcess(args[1]), *args[2:])
        except Exception:
            _stop_recording()
        try:
            return submit_(*args, **kwargs)
        finally:
            thread.submitting = None
            args = kwargs = None

    @functools.wraps(shutdown_)
    def shutdown(self, *args, **kwargs):
        blocked = False
        try:
            caller = sys._getframe(1).f_code.co_name
            call = "with" if caller == "__exit__" else "shutdown"
            if self._futurelog >= 0 and (args[0] if args else kwargs.get("wait", True)) and caller != "_do_shutdown":
                blocked = _block(self._futurelog, call)      # not for asyncio's own thread: no code of the program waits in it
        except Exception:
            _stop_recording()
        try:
            shutdown_(self, *args, **kwargs)
        finally:
            if blocked:
                _unblock(blocked, self._futurelog, call)
        try:
            _shut_down(self)
        except Exception:
            _stop_recording()

    for patch in (__init__, submit, shutdown):
        setattr(executor_class, patch.__name__, patch)


def _observe_process_pool(process):
    """The id of a call is known when future and function meet, before any other thread can see them."""
    item = process._WorkItem
    init = item.__init__

    @functools.wraps(init)
    def __init__(self, future, fn, args, kwargs):
        if type(fn) is _CallInProcess:
            fn.future = future._futurelog
            if fn.future < 0:
                fn = fn.function
        init(self, future, fn, args, kwargs)
    item.__init__ = __init__
    _observe_executor(process.ProcessPoolExecutor, "processes")


def _observe_futures():
    from concurrent import futures
    from concurrent.futures import _base, thread
    _observe_future(_base.Future, _base)
    _observe_waits(futures, _base)
    _observe_executor(thread.ThreadPoolExecutor, "threads")
    try:
        from concurrent.futures import process   # some systems have no semaphores for it
    except ImportError:
        return
    if hasattr(process, "_WorkItem"):
        _observe_process_pool(process)


# asyncio -------------------------------------------------------------------------------------------------

def _current_task(tasks, events):
    """The id of the task that runs now, or −1."""
    try:
        loop = events._get_running_loop()
        number = -1 if loop is None else getattr(tasks.current_task(loop), "_futurelog", -1)
        return number if type(number) is int else -1
    except Exception:                            # a loop or a task of the program's own making
        return -1


def _main_coroutine():
    """Whether asyncio.run or run_until_complete makes this task."""
    frame = _getframe(1)
    for _ in range(8):
        frame = frame.f_back
        if frame is None:
            return False
        if frame.f_code.co_name == "run_until_complete" or frame.f_globals.get("__name__") == "asyncio.runners":
            return True
    return False


def _arguments_of(coroutine):
    """The arguments of a coroutine that has not begun."""
    if type(coroutine) is not types.CoroutineType or coroutine.cr_frame is None or not _recording.values:
        return ()
    frame = coroutine.cr_frame
    names = frame.f_code.co_varnames[:frame.f_code.co_argcount]
    names = names[1:] if names[:1] == ("self",) else names
    local = frame.f_locals
    arguments = [local[name] for name in names if name in local]
    kept = _keep_arguments(arguments)
    if type(local) is dict:
        local.clear()                            # until 3.12 a snapshot, which would keep the arguments alive
    return kept


def _recorded_task(tasks, events):
    Task = tasks.Task

    def taken(task, call):
        if not task._futurelog_taken and task._futurelog >= 0:
            task._futurelog_taken = True
            _put((_now(), "got", task._futurelog, _here.thread.number, call, _current_task(tasks, events)))

    class RecordedTask(Task):
        _futurelog = -1
        _futurelog_taken = False

        def __await__(self):
            try:
                if not self.done() and self._futurelog >= 0:
                    waiting = _current_task(tasks, events)
                    blocked = _put_detail((_now(), "block", self._futurelog, _here.thread.number, "await", waiting))
                    try:
                        return (yield from Task.__await__(self))
                    finally:
                        _unblock(blocked, self._futurelog, "await", waiting)
                        if self.done():
                            taken(self, "await")
                if self.done():
                    taken(self, "await")
                return (yield from Task.__await__(self))
            finally:
                self = None                      # a traceback must not keep the task alive
        __iter__ = __await__

        def set_name(self, name):
            if name is not None:                 # with a task factory, 3.13.0 sets the name None
                Task.set_name(self, name)

        def result(self):
            try:
                if self.done():
                    taken(self, "result")
                return Task.result(self)
            finally:
                self = None

        def exception(self):
            # asyncio's runners look at the exceptions of tasks only to log them
            if self.done() and _getframe(1).f_globals.get("__name__") not in ("asyncio.runners", "asyncio.base_events"):
                taken(self, "exception")
            return Task.exception(self)

    RecordedTask.__name__, RecordedTask.__qualname__, RecordedTask.__module__ = Task.__name__, Task.__qualname__, Task.__module__
    return RecordedTask


def _observe_task(task, loop, coroutine, tasks, events):
    """Gives a new task its id."""
    if _put is _ignore:
        return
    name = coroutine.__qualname__ if type(coroutine) in (types.CoroutineType, types.GeneratorType) else type(coroutine).__name__
    if name.startswith("BaseEventLoop."):
        return                                   # asyncio's own, at the end of a loop
    if _next_future() >= MAX_FUTURES:
        _next_lost()
        return
    if events._get_running_loop() is None:
        parent = -2 if _main_coroutine() else -1
    else:
        parent = _current_task(tasks, events)
    number = _next_id()
    now = _now()
    _put((now, "task", number, _here.thread.number, getattr(loop, "_futurelog", -1), name, _arguments_of(coroutine), parent))
    task._futurelog = number
    if now > _recording.due:
        _write_batch()
    if task.done():                              # an eager task that never had to wait
        _observe_end(task, _now())


def _observe_end(task, now):
    number, thread = task._futurelog, _here.thread.number
    if task.cancelled():
        _put((now, "cancelled", number, thread))
        return                                   # nothing is lost when nobody takes a cancelled task
    error = task._exception                      # exception() would count as retrieved and silence asyncio's warning
    if error is None:
        _put((now, "done", number, thread, -1, _keep_result(task._result) if _recording.values else None))
    else:
        _put((now, "raised", number, thread, -1, *_error_of(error)))
    if not hasattr(type(task), "_futurelog_taken"):
        _put((now, "got", number, thread, "unseen", -1))


def _observe_loops(base_events, tasks, events):
    loop_class = base_events.BaseEventLoop
    init, close_ = loop_class.__init__, loop_class.close
    set_factory, get_factory = loop_class.set_task_factory, loop_class.get_task_factory
    recorded_task = _recorded_task(tasks, events)
    loop_class._futurelog = -1
    loop_class._futurelog_over = False

    def observing(factory):
        eager = getattr(tasks, "eager_task_factory", None)
        make = tasks.create_eager_task_factory(recorded_task) if factory is not None and factory is eager else factory

        def make_task(loop, coroutine, **kwargs):
            if make is not None:
                task = make(loop, coroutine, **kwargs)
            else:
                if kwargs.get("name", "") is None:
                    del kwargs["name"]
                task = recorded_task(coroutine, loop=loop, **kwargs)
            try:
                _observe_task(task, loop, coroutine, tasks, events)
            except Exception:                    # also a task of the program that takes no attributes
                pass
            try:
                return task
            finally:
                del task                         # the traceback of an eager task has this frame
        make_task._futurelog_factory = factory
        return make_task

    @functools.wraps(init)
    def __init__(self, *args, **kwargs):
        init(self, *args, **kwargs)
        try:
            self._task_factory = observing(None)
            self._futurelog = _new_executor(type(self).__name__, 0, "loop", "")
        except Exception:
            _stop_recording()

    @functools.wraps(set_factory)
    def set_task_factory(self, factory):
        set_factory(self, factory)
        self._task_factory = observing(factory)

    @functools.wraps(get_factory)
    def get_task_factory(self):
        factory = get_factory(self)
        return getattr(factory, "_futurelog_factory", factory)

    @functools.wraps(close_)
    def close(self):
        close_(self)
        try:
            _shut_down(self)
        except Exception:
            _stop_recording()

    for patch in (__init__, set_task_factory, get_task_factory, close):
        setattr(loop_class, patch.__name__, patch)


def _observe_steps(events, tasks):
    handle = events.Handle
    run = handle._run
    task_class = tasks.Task
    bound = {types.BuiltinFunctionType: True, types.MethodType: True}    # the types of callbacks that may be a task's step

    def task_of(callback):
        kind = type(callback)
        if bound.get(kind) is None:
            bound[kind] = kind.__name__ in ("TaskStepMethWrapper", "TaskWakeupMethWrapper")
        if bound[kind]:
            task = callback.__self__
            if isinstance(task, task_class):
                return task
        return None

    @functools.wraps(run)
    def _run(self):
        if _put is _ignore:
            return run(self)
        observed = False
        number = -1
        try:
            callback = self._callback
            task = task_of(callback)
            if task is not None:
                number = getattr(task, "_futurelog", -1)
            began = _now()
            if number >= 0:
                observed = _put_detail((began, "step", number, _here.thread.number))
                if began > _recording.due_early:
                    _write_batch()
        except Exception:
            _stop_recording()
        try:
            return run(self)
        finally:
            try:
                now = _now()
                if number >= 0:
                    if task.done():
                        _observe_end(task, now)
                    if observed:
                        _put((now, "stepEnd", number, _here.thread.number))
                elif task is None and now - began > SLOW_CALLBACK_NS:
                    loop = getattr(self._loop, "_futurelog", -1)
                    if _put_detail((began, "step", loop, _here.thread.number, _cut(_name_of(callback)))):
                        _put((now, "stepEnd", loop, _here.thread.number))
                # With nothing ready, the loop waits after this.
                if now > _recording.due or now > _recording.due_early and not getattr(self._loop, "_ready", True):
                    _write_batch()
            except Exception:
                _stop_recording()
            finally:
                self = task = callback = None
    handle._run = _run


def _observe_semaphores(locks, tasks, events):
    semaphore = locks.Semaphore
    init, acquire_, release_ = semaphore.__init__, semaphore.acquire, semaphore.release
    semaphore._futurelog = -1

    def observe(self, kind):
        task = _current_task(tasks, events)
        return _put_detail((_now(), kind, task, _here.thread.number, self._futurelog))

    @functools.wraps(init)
    def __init__(self, *args, **kwargs):
        init(self, *args, **kwargs)
        if _put is not _ignore and type(self._value) is int and _next_executor() < MAX_EXECUTORS:
            self._futurelog = _next_id()
            _put((_now(), "semaphore", self._futurelog, _here.thread.number, _cut(type(self).__name__), self._value))

    @functools.wraps(acquire_)
    async def acquire(self):
        if self._futurelog < 0:
            return await acquire_(self)
        observe(self, "semWait")
        acquired = await acquire_(self)
        observe(self, "semGot")
        return acquired

    @functools.wraps(release_)
    def release(self):
        release_(self)
        if self._futurelog >= 0:
            observe(self, "semReleased")

    semaphore.__init__, semaphore.acquire, semaphore.release = __init__, acquire, release


def _observe_asyncio():
    from asyncio import base_events, events, locks, tasks
    _observe_loops(base_events, tasks, events)
    _observe_steps(events, tasks)
    _observe_semaphores(locks, tasks, events)


# Calls of a sequential program -----------------------------------------------------------------------------

_watch_executor = []
_watch_begins = threading.RLock()               # a signal handler may call the function while its thread makes the executor


def _watched(function):
    """Decorates a function of --watch: each call is a future that is received as soon as it is done."""
    name = _name_of(function)

    @functools.wraps(function)
    def call(*args, **kwargs):
        number = _begin_call(name, args, kwargs)
        if number < 0:
            return function(*args, **kwargs)
        _here.thread.watching = True
        cpu = _cpu()
        try:
            result = function(*args, **kwargs)
        except BaseException as error:
            _end_call((_now(), "raised", number, _here.thread.number, _cpu() - cpu, *_error_of(error)))
            raise
        else:
            _end_call((_now(), "done", number, _here.thread.number, _cpu() - cpu, _keep_result(result) if _recording.values else None))
            return result
        finally:
            _here.thread.watching = False
    return call


def _begin_call(name, args, kwargs):
    if _put is _ignore or _here.thread.watching:
        return -1
    if _next_future() >= MAX_FUTURES:
        _next_lost()
        return -1
    if not _watch_executor:
        with _watch_begins:
            if not _watch_executor:
                _watch_executor.append(_new_executor("calls", 1, "threads", name))
    number, now, thread = _next_id(), _now(), _here.thread.number
    _put((now, "new", number, thread, _watch_executor[0], name, _keep_arguments(args, kwargs)))
    _put((now, "running", number, thread))
    if now > _recording.due_early:
        _write_batch()
    return number


def _end_call(observation):
    _put(observation)
    _put((observation[0], "got", observation[2], observation[3], "result", -1))


# Start ---------------------------------------------------------------------------------------------------------

def _in_child_process():
    """Whether this process belongs to a process pool: it imports the script too, and must not record again."""
    process = sys.modules.get("multiprocessing.process")
    return process is not None and (getattr(process.current_process(), "_inheriting", False)
                                    or process.parent_process() is not None)


def start(to=None, values=True, _program=None):
    """Records from now on until the program ends. Does nothing if a recording runs or has run."""
    if _recording.path is not None or _in_child_process():
        return
    program = _program or os.path.basename(sys.argv[0] if sys.argv else "") or "python"
    try:
        _recording.path = os.path.abspath(to or _file_name(program))
        _close(_open(_recording.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    except Exception as error:
        sys.stderr.write("futurelog: cannot record to %s: %s. The program runs without a recording.\n" % (to or "a file", error))
        return
    _recording.values = bool(values)
    _recording.pid = _getpid()
    _write_with_gil()
    atexit.register(_finish)                     # registered first, so it runs last: after the executors have ended
    os._exit = _exit_with_last_line
    _patch()
    _begin(program, relays=to is None)


def _patch():
    """Prepares observing: from now on, the patched functions observe if somebody takes what they observe."""
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_stop_recording)
    for observe in (_observe_futures, _observe_asyncio):
        try:
            observe()
        except Exception:                        # a Python unlike those known here: what it has is observed
            pass


def _observe_into(take, keep_result, file, began):
    """
    For a lane of the dashboard: calls take with each observation at once, instead of writing batches into a file. Leaves out waits, and the
    steps of an event loop. Worker processes write what they observe into the file. Call _patch() first.
    """
    global _put, _put_detail, _here, _keep_result

    def take_detail(observation):
        if observation[1] == "block" or observation[1] == "step":
            return False
        take(observation)
        return True

    _recording.path, _recording.began, _recording.pid = file, began, _getpid()
    _recording.due = _recording.due_early = float("inf")     # there are no batches
    _put, _put_detail, _keep_result = take, take_detail, keep_result
    _here = _Here()                              # this thread is number 0


def _begin(program, relays):
    global _put, _put_detail, _here
    _recording.began = _now()
    header = {"futurelog": 1, "program": program, "python": "%d.%d.%d" % sys.version_info[:3], "gil": _GIL,
              "pid": _recording.pid, "began": _recording.began, "started": time.time_ns() // 1_000_000,
              "values": _recording.values}
    try:
        _append(_encode(header) + "\n")
    except Exception:
        return
    if relays:
        try:
            _recording.relayed = _start_relay()
        except Exception:                        # the file can be imported
            pass
    _recording.due = _recording.began + BATCH_NS
    _put, _put_detail = _queue.append, _detail
    _here = _Here()                              # this thread is number 0


@functools.wraps(os._exit)
def _exit_with_last_line(status):
    if _getpid() == _recording.pid and _put is not _ignore:
        try:
            _recording.exit_code = status & 255
            _finish()
        except Exception:
            pass
    _exit(status)


# A pool sends os._exit to a process by its module and name, and those of the original would not be those of this function.
_exit_with_last_line.__module__ = "os"


def _file_name(program):
    name = os.path.splitext(program)[0].replace("-m ", "")
    return (name or "program") + ".futurelog"


# The command: runs a script as Python itself would --------------------------------------------------------------

def _options(arguments):
    """Returns the options, and what follows them: the script or module and its arguments."""
    options = {"to": None, "values": True, "watch": [], "module": False}
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        option, equals, value = rest.pop(0).partition("=")
        if option in ("-h", "--help"):
            sys.stdout.write(__doc__)
            sys.exit(0)
        elif option == "--no-values" and not equals:
            options["values"] = False
        elif option in ("--to", "--watch") and (equals or rest):
            value = value if equals else rest.pop(0)
            options[option[2:]] = value if option == "--to" else options["watch"] + value.split(",")
        elif option == "-m" and rest:
            options["module"] = True
            break
        else:
            sys.exit(_refuse("unknown or incomplete option %s" % option))
    if not rest:
        sys.exit(_refuse("no script was given"))
    return options, rest


def _refuse(problem):
    sys.stderr.write("futurelog: %s\n%s" % (problem, __doc__.split("\n\n")[1] + "\n"))
    return 2


def _new_main(path):
    """An empty module __main__ for the script, in place of this file."""
    main = types.ModuleType("__main__")
    main.__builtins__ = sys.modules["builtins"]
    if sys.version_info < (3, 14):
        main.__annotations__ = {}
    if path is not None:
        from importlib.machinery import SourceFileLoader
        main.__file__, main.__cached__, main.__loader__ = path, None, SourceFileLoader("__main__", path)
    sys.modules["__main__"] = main
    return main


def _compiled(path, shown, watch):
    with open(path, "rb") as file:
        source = file.read()
    if not watch:
        return compile(source, shown, "exec", dont_inherit=True)
    import ast
    tree = ast.parse(source, shown)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name in watch:
            decorator = ast.Name("__futurelog_watched__", ast.Load())
            node.decorator_list.append(ast.copy_location(decorator, node))
    ast.fix_missing_locations(tree)
    return compile(tree, shown, "exec", dont_inherit=True)


def _typed_python():
    """The name by which Python was called, which stands in its own messages."""
    if sys.version_info >= (3, 10):
        return sys.orig_argv[0]
    try:
        with open("/proc/self/cmdline", "rb") as file:
            return os.fsdecode(file.read().split(b"\0")[0])
    except OSError:
        return sys.executable


def _prepare(arguments):
    """Returns code and namespace to execute."""
    options, rest = _options(arguments)
    target = rest[0]
    own_path = not (sys.flags.isolated or getattr(sys.flags, "safe_path", False))
    if options["module"]:
        sys.argv = ["-m"] + rest[1:]
        if own_path:
            sys.path[0] = os.getcwd()
        start(options["to"], options["values"], "-m " + target)
        _new_main(None)
        import runpy
        return compile("run(name)", "futurelog", "eval"), {"run": runpy._run_module_as_main, "name": target}
    sys.argv = rest
    if os.path.isdir(target) or target.endswith((".zip", ".pyz")):
        if own_path:
            del sys.path[0]                      # run_path puts the folder there
        start(options["to"], options["values"], os.path.basename(os.path.abspath(target)))
        _new_main(None)
        import runpy
        return compile("run(name, run_name='__main__')", "futurelog", "eval"), {"run": runpy.run_path, "name": target}
    shown = os.path.abspath(target) if sys.version_info >= (3, 9) else target
    if own_path:
        sys.path[0] = os.path.dirname(os.path.realpath(target))
    try:
        code = _compiled(target, shown, options["watch"])
    except OSError as error:
        sys.stderr.write("%s: can't open file %r: [Errno %d] %s\n" % (_typed_python(), shown, error.errno, error.strerror))
        sys.exit(2)
    except (SyntaxError, ValueError) as error:
        sys.excepthook(type(error), error.with_traceback(None), None)
        sys.exit(1)
    start(options["to"], options["values"], os.path.basename(target))
    main = _new_main(shown)
    if options["watch"]:
        main.__dict__["__futurelog_watched__"] = _watched
    return code, main.__dict__


def _report(error):
    """Prints an exception as Python does, without the frame of this file, and returns the exit code."""
    _recording.exit_code = 1
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_frame.f_code.co_filename in (__file__, "futurelog"):
        traceback = traceback.tb_next
    error.__traceback__ = traceback
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, traceback
    sys.excepthook(type(error), error, traceback)
    return 1


def _exit_code_of(error):
    code = error.code
    if code is None:
        return 0
    return code & 255 if isinstance(code, int) else 1


if _IS_COMMAND and sys.argv[1:2] == ["--relay"]:
    _relay(*sys.argv[2:])
elif _IS_COMMAND:
    _prepared = _prepare(sys.argv[1:])
    try:
        exec(*_prepared)                         # here, so that the program sees one frame more and no other
        _recording.exit_code = 0
    except SystemExit as _error:
        _recording.exit_code = _exit_code_of(_error)
        raise
    except KeyboardInterrupt:
        _recording.exit_code = 130
        raise
    except BaseException as _error:
        sys.exit(_report(_error))
