"""
Runs one mode of the dashboard in CPython: a lane of a race. The dashboard starts this file, and nobody else does.

Standard input:   one line of JSON with the source of the mode and the countries; later an empty line, which starts the run.
Standard output:  lines as futurelog.py writes them into a file. The first line means that everything is imported and the run may start.

The page shows the source of the mode. What it calls is here: download_one, received and failed. Python 3.8 or later, nothing to install.
"""
import asyncio
import collections
import encodings.idna                            # the first connection of a process needs it, and the run must not wait for that
import errno
import hashlib
import http.client
import inspect
import json
import os
import signal
import socket
import ssl
import sys
import threading
import time
import traceback
from urllib.parse import urlsplit

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))   # python -I leaves out the folder of the script
import futurelog

STANDARD_INPUT, STANDARD_OUTPUT = 0, 1
MAX_BYTES = 1024 * 1024                          # the largest flag
PART_BYTES = 64 * 1024

ENDED_BY_FUTURE, ENDED_BY_ERROR = 1, 2           # exit codes of a run that ended early

# Worker processes get nothing but their arguments, so that a country brings along what its download needs.
Country = collections.namedtuple("Country", "code address path timeout")
Download = collections.namedtuple("Download", "status bytes image path")


class DownloadError(OSError):
    """The site failed. The message is one line for people, in the words of the dashboard's own client."""


class SaveError(OSError):
    """A flag was downloaded but could not be saved."""


# What the source of a mode calls ------------------------------------------------------------------------

def download_one(country):
    """Downloads and saves the flag of a country. Blocks the calling thread."""
    with _Failures(country):
        return _to_download(country, *_get(country))


async def download_one_async(country, slots):
    """Waits for a slot, then downloads and saves the flag of a country without blocking the thread."""
    async with slots:
        with _Failures(country):
            return _to_download(country, *await asyncio.wait_for(_get_async(country), country.timeout))


def received(download):
    """The recorder has observed it."""


def failed(country, error):
    """The recorder has observed it."""


# Downloading ------------------------------------------------------------------------------------------------

_SITE_FAILURES = (OSError, EOFError, ValueError, http.client.HTTPException, asyncio.TimeoutError, asyncio.LimitOverrunError)


class _Failures:
    """Turns every failure of a download into a DownloadError or SaveError with the country."""

    def __init__(self, country):
        self.country = country

    def __enter__(self):
        pass

    def __exit__(self, kind, error, trace):
        if isinstance(error, (DownloadError, SaveError)):
            error.country = self.country
        elif isinstance(error, _SITE_FAILURES):
            failure = DownloadError(_reason_of(error, self.country.timeout))
            failure.country = self.country
            raise failure from error


def _target(country):
    address = urlsplit(country.address)
    return address, address.path + ("?" + address.query if address.query else "")


def _get(country):
    """Returns status, reason and body. The time limit is for the whole download, as in the dashboard's own client."""
    deadline = time.monotonic() + country.timeout
    address, target = _target(country)
    if address.scheme == "https":
        connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=country.timeout, context=_tls())
    else:
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=country.timeout)
    try:
        with _Connecting(country):
            connection.connect()
        wire = connection.sock
        connection.request("GET", target, headers={"Connection": "close", "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        expected, parts, size = answer.length, [], 0
        while size <= MAX_BYTES and (expected is None or size < expected):
            wire.settimeout(max(0.001, deadline - time.monotonic()))
            part = answer.read1(PART_BYTES)
            if not part:
                break
            parts.append(part)
            size += len(part)
        if expected is not None and size < expected and size <= MAX_BYTES:
            raise EOFError
        return answer.status, answer.reason, b"".join(parts)
    finally:
        connection.close()


async def _get_async(country):
    """Returns status, reason and body. Speaks HTTP/1.0, so that each answer is the last one of its connection."""
    address, target = _target(country)
    secure = address.scheme == "https"
    with _Connecting(country):
        reader, writer = await asyncio.open_connection(
            address.hostname, address.port or (443 if secure else 80), ssl=_tls() if secure else None, limit=2 * MAX_BYTES)
    try:
        host = address.netloc.rpartition("@")[2]
        writer.write(("GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n" % (target, host)).encode("ascii"))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("iso-8859-1").split("\r\n")
        version, _, status = head[0].partition(" ")
        if not version.startswith("HTTP/"):
            raise http.client.BadStatusLine(head[0])
        code, _, reason = status.partition(" ")
        lengths = [int(line.partition(":")[2]) for line in head if line.lower().startswith("content-length:")]
        body = await _read_body(reader, min(lengths[0], MAX_BYTES + 1) if lengths else None)
        return int(code), reason.strip(), body
    finally:
        writer.close()


async def _read_body(reader, length):
    """Reads until the length is reached or, if it is unknown, until the site closes the connection."""
    body = bytearray()
    while len(body) <= MAX_BYTES if length is None else len(body) < length:
        part = await reader.read(PART_BYTES)
        if not part:
            if length is not None:
                raise EOFError
            break
        body += part
    return bytes(body)


_context = []


def _tls():
    """One context for all connections, because reading the certificates of the system takes long."""
    if not _context:
        _context.append(ssl.create_default_context())
    return _context[0]


def _to_download(country, status, reason, body):
    if len(body) > MAX_BYTES:
        raise DownloadError("larger than 1 MB")
    if status == 404:
        return Download("notFound", 0, None, None)
    if 300 <= status < 400:
        raise DownloadError("redirected elsewhere: not followed")
    if status != 200:
        raise DownloadError(("HTTP %d %s" % (status, reason if len(reason) <= 200 else reason[:200] + "…")).rstrip())
    path = "%s.%s" % (country.path, _extension_of(body))
    _save(path, body)
    return Download("ok", len(body), hashlib.sha256(body).hexdigest(), path)


def _extension_of(body):
    if body.startswith(b"\x89PNG\r\n\x1a\n"):
        if b"IEND" not in body[-12:]:
            raise DownloadError("the image is cut short or damaged")
        return "png"
    for signature, start, extension in ((b"GIF8", 0, "gif"), (b"\xff\xd8\xff", 0, "jpg"), (b"WEBP", 8, "webp"),
                                        (b"ftypavif", 4, "avif"), (b"BM", 0, "bmp"), (b"\0\0\1\0", 0, "ico")):
        if body.startswith(signature, start):
            return extension
    if b"<svg" in body[:4096]:
        return "svg"
    raise DownloadError("not an image")


def _save(path, body):
    """The file gets its name only when it is whole."""
    unfinished = "%s.%s.part" % (path, os.urandom(4).hex())
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(unfinished, "xb") as file:
            file.write(body)
        os.replace(unfinished, path)
    except OSError as error:
        raise SaveError("cannot be saved: " + _SAVE_REASONS.get(error.errno, "the folder cannot be written")) from error


# The words of a failure: those of DownloadFailure.cs and SaveException.cs ------------------------------

def _errors(**texts):
    return {getattr(errno, name): text for name, text in texts.items() if hasattr(errno, name)}


_SAVE_REASONS = _errors(
    EACCES="no permission to write the folder", EPERM="no permission to write the folder", EROFS="the folder cannot be written",
    ENOSPC="the disk is full", EDQUOT="the disk is full",
    EMFILE="too many open files in this process", ENFILE="too many open files in this process")
_TOO_MANY_FILES = "too many open files in this process: raise the limit (ulimit -n) or use fewer workers"
_CONNECT_REASONS = _errors(
    ECONNREFUSED="connection refused", ECONNRESET="connection reset", ECONNABORTED="connection reset",
    ETIMEDOUT="the host did not answer the attempt to connect", EHOSTUNREACH="host unreachable", EHOSTDOWN="host unreachable",
    ENETUNREACH="network unreachable", ENETDOWN="network unreachable", EACCES="not permitted to connect",
    EPERM="not permitted to connect", EADDRNOTAVAIL="no local address or port is free", EMFILE=_TOO_MANY_FILES,
    ENFILE=_TOO_MANY_FILES, ENOBUFS="too little memory for a connection")
_NOT_SECURE = "no secure connection: the certificate or the protocol is not accepted"


class _Connecting:
    """Gives a failed attempt to connect its own reason."""

    def __init__(self, country):
        self.country = country

    def __enter__(self):
        pass

    def __exit__(self, kind, error, trace):
        if isinstance(error, OSError) and not _is_timeout(error) and not isinstance(error, ssl.SSLError):
            raise DownloadError(_connect_reason(error)) from error


def _connect_reason(error):
    if isinstance(error, socket.gaierror):
        no_server = error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL)
        return "host not found: no name server answered" if no_server else "host not found"
    return _CONNECT_REASONS.get(error.errno) or "no connection: %s" % (error.strerror or error)


def _is_timeout(error):
    """Whether a time limit of this program is over. The system's own limit has an error number."""
    return isinstance(error, (socket.timeout, asyncio.TimeoutError)) and not getattr(error, "errno", None)


def _reason_of(error, timeout):
    if _is_timeout(error):
        return "no answer within %g s" % timeout
    if isinstance(error, ssl.SSLError):
        return _NOT_SECURE
    if isinstance(error, (EOFError, http.client.IncompleteRead, http.client.RemoteDisconnected)):
        return "the answer ended before it was whole"
    if isinstance(error, OSError):
        return "connection reset in the middle of the answer"
    return "not an HTTP answer"


# The lane -----------------------------------------------------------------------------------------------------

def _write(line):
    """Writes a line at once. It is short enough that the lines of several threads and processes do not mix."""
    data = line.encode("utf-8", "replace")
    try:
        while data:
            data = data[os.write(STANDARD_OUTPUT, data):]
    except OSError:
        _end_at_once()                           # nobody reads any more


_hidden = set()                                  # tasks of asyncio itself, such as those of wait_for


def _take(observation):
    if observation[1] == "task" and observation[5] != download_one_async.__name__:
        _hidden.add(observation[2])
    if observation[2] in _hidden:
        return
    result = observation[5] if observation[1] == "done" else None
    if type(result) is Download:
        row = [max(0, observation[0] - futurelog._recording.began), *observation[1:5], json.dumps(result._asdict())]
        _write("[%s]\n" % json.dumps(row))
    else:
        _write(futurelog._line([observation]))


def _end_at_once():
    """Ends this process and its worker processes."""
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(ENDED_BY_ERROR)


def _watch_dashboard():
    os.read(STANDARD_INPUT, 1)                   # returns when the dashboard closes its end, or has ended
    _end_at_once()


def _load(plan):
    """Loads the source of the mode, and returns what starts the run."""
    mode = {"__name__": plan["sourcePath"], "received": received, "failed": failed}
    exec(compile(plan["sourceCode"], plan["sourcePath"], "exec"), mode)
    many = mode["download_many"]
    countries = [Country(*country) for country in plan["countries"]]
    if any(country.address.startswith("https:") for country in countries):
        _tls()
    if inspect.iscoroutinefunction(many):
        mode["download_one"] = download_one_async
        return lambda: asyncio.run(many(countries, plan["workers"]))
    if many.__code__.co_argcount > 1:
        mode["download_one"] = download_one
        return lambda: many(countries, plan["workers"])
    mode["download_one"] = futurelog._watched(download_one)      # without an executor, each call is observed as a future
    return lambda: many(countries)


def _run(mode):
    from concurrent.futures.process import BrokenProcessPool
    try:
        mode()
        return 0
    except (DownloadError, SaveError, BrokenProcessPool):
        return ENDED_BY_FUTURE
    except BaseException:
        traceback.print_exc()
        return ENDED_BY_ERROR


def main():
    if hasattr(os, "setsid"):
        os.setsid()                              # a group of its own, so that all its processes can be ended together
    plan = json.loads(sys.stdin.readline())
    futurelog._patch()
    mode = _load(plan)
    header = {"futurelog": 1, "program": plan["sourcePath"], "python": "%d.%d.%d" % sys.version_info[:3], "gil": futurelog._GIL}
    _write(json.dumps(header) + "\n")
    if not sys.stdin.readline():
        return                                   # the race was cancelled
    threading.Thread(target=_watch_dashboard, daemon=True).start()
    began = plan["startTimestampNs"]
    futurelog._observe_into(_take, lambda result: result, "/dev/fd/%d" % STANDARD_OUTPUT, began)
    code = _run(mode)
    ended = time.perf_counter_ns() - began
    _write(json.dumps({"over": code, "t": ended, "lost": futurelog._next_lost()}) + "\n")
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
