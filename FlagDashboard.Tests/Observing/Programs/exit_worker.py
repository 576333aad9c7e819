"""Ends a worker process by os._exit, which the pool sends to it by name."""
import json
import os
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        print(type(pool.submit(os._exit, 3).exception()).__name__)
    print(json.dumps({"executor": 1, "new": 1, "childEnded": 0, "raised": 1, "got": 1}))
