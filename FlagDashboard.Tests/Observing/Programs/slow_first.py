"""The first call of map ends after all others, whose results are then there."""
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

CALLS = 4
others = threading.Semaphore(0)


def parse(number):
    if number == 0:
        for _ in range(CALLS - 1):
            others.acquire()
        time.sleep(0.2)                          # the last of the others has ended long before
    else:
        others.release()
    return number


with ThreadPoolExecutor(2) as pool:
    for number in pool.map(parse, range(CALLS)):
        print(number)
print(json.dumps({"new": CALLS, "done": CALLS, "got": CALLS, "block": 2, "unblock": 2}))
