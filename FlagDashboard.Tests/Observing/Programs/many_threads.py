"""Eight threads do at once what the recorder counts, so that all limits are reached."""
import json
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait

recorder = sys.modules.get("futurelog")
if recorder:
    recorder.MAX_FUTURES, recorder.MAX_EXECUTORS, recorder.MAX_DETAILS = 1000, 100, 10_000
done = Future()
done.set_result(0)
begin = threading.Barrier(8)


def work():
    begin.wait()
    for _ in range(2000):
        Future()
        wait([done])
    for _ in range(200):
        ThreadPoolExecutor(1)


threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({"new": 1000, "executor": 100, "block": 5000, "unblock": 5000, "done": 1}))
