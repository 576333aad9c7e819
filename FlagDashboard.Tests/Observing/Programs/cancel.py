import json
import threading
from concurrent.futures import ThreadPoolExecutor, TimeoutError

gate = threading.Event()
with ThreadPoolExecutor(1) as pool:
    first = pool.submit(gate.wait)
    rest = [pool.submit(pow, 2, n) for n in range(5)]
    try:
        first.result(timeout=0.01)
    except TimeoutError:
        print("timed out")
    cancelled = sum(future.cancel() for future in rest[2:])
    gate.set()
print(cancelled, [future.cancelled() for future in rest])
print(json.dumps({"new": 6, "cancelled": cancelled, "done": 6 - cancelled, "got": 0}))
