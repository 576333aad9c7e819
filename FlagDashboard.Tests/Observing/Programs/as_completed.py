import json
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait


def work(number):
    return number


yielded = 0
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="mine") as pool:
    futures = [pool.submit(work, number) for number in range(6)]
    for future in as_completed(futures):
        future.result()
        yielded += 1
    unasked = pool.submit(work, "nobody asks for this")
    wait([unasked])
by_hand = Future()
by_hand.set_result(1)
print(by_hand.result(timeout=1))
print(json.dumps({"new": yielded + 2, "running": yielded + 1, "done": yielded + 2, "yielded": yielded, "got": yielded + 1}))
