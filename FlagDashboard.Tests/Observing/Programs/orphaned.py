"""Kills the dashboard that shows this program, and goes on. Arguments: the address of the dashboard, and the id of its process."""
import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

dashboard, process = sys.argv[1:]


def read(path):
    with urlopen(dashboard + path) as answer:
        return answer.read().decode()


def log_of_this_program():
    races = json.loads(read("api/races"))
    return read("api/races/%s/log.ndjson" % races[0]["id"]) if races else ""


def is_being_sent():
    """Whether the process that sends the recording to the dashboard still runs."""
    for other in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/cmdline" % other, "rb") as file:
                arguments = file.read().split(b"\0")
        except OSError:                          # it has ended
            continue
        if b"--relay" in arguments and str(os.getpid()).encode() in arguments:
            return True
    return False


with ThreadPoolExecutor(2) as pool:
    print(sum(pool.map(abs, range(5))))
    while "started" not in log_of_this_program():
        time.sleep(0.01)
    os.kill(int(process), 9)
    print(sum(pool.map(abs, range(5, 10))))
    while is_being_sent():
        pool.submit(abs, 0).result()
        time.sleep(0.01)
sys.exit(3)
