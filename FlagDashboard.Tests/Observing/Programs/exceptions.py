import json
from concurrent.futures import ThreadPoolExecutor


class Hostile(Exception):
    def __str__(self):
        raise SystemExit("the recorder called the program's __str__")

    __repr__ = __str__


def fail(error):
    raise error


with ThreadPoolExecutor(2) as pool:
    caught = 0
    for future in [pool.submit(fail, ValueError("bad")), pool.submit(fail, Hostile()), pool.submit(fail, TimeoutError())]:
        caught += future.exception() is not None
    lost = pool.submit(fail, KeyError("nobody asks"))
print(json.dumps({"new": caught + 1, "raised": caught + 1, "got": caught, "done": 0}), flush=True)
fail(ValueError("the program ends with this one"))
