import json
import sys
from concurrent.futures import ThreadPoolExecutor

recorder = sys.modules.get("futurelog")
if recorder:
    recorder.MAX_FUTURES = 20
with ThreadPoolExecutor(2) as pool:
    print(sum(pool.map(abs, range(500))), sum(future.result() for future in [pool.submit(abs, number) for number in range(500)]))
print(json.dumps({"new": 20, "running": 20, "done": 20, "got": 20}))
