"""A thread begins to wait while another one writes a batch. Nothing more happens meanwhile that could write the wait."""
import json
import sys
import threading
import time
from concurrent.futures import Future

recorder = sys.modules.get("futurelog")
pending = Future()
consumer = threading.Thread(target=pending.result)


def begin_wait():
    consumer.start()
    while not pending._condition._waiters:
        time.sleep(0.001)


def append_after_wait_began(text):
    recorder._append = append
    begin_wait()
    append(text)


if recorder:
    append, recorder._append = recorder._append, append_after_wait_began
else:
    begin_wait()
Future().set_running_or_notify_cancel()
if recorder:
    with open(recorder._recording.path) as file:
        assert '"block"' in file.read()
pending.set_result(None)
consumer.join()
print(json.dumps({"new": 2, "running": 1, "done": 1, "block": 1, "unblock": 1, "got": 1}))
