import json
import os
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)
print(pool.submit(pow, 2, 3).result())
print(json.dumps({"new": 1, "done": 1, "got": 1, "shutdown": 0}), flush=True)
os._exit(7)
