import json
import sys
from concurrent.futures import ThreadPoolExecutor

recorder = sys.modules.get("futurelog")


def count_received():
    with open(recorder._recording.path) as file:
        return file.read().count('"got"')


with ThreadPoolExecutor(1) as pool:
    for number in range(1, 6):
        pool.submit(abs, number).result()
        # Nothing more may happen for long: this thread may compute or wait now.
        assert not recorder or count_received() == number, count_received()
print(json.dumps({"new": 5, "running": 5, "done": 5, "got": 5}))
