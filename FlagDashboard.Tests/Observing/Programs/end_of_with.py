"""Results are there before the executor ends, by the end of a with block or by shutdown(), and are taken after it."""
import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

others = threading.Semaphore(0)


def parse(number):
    if number == 0:
        for _ in range(2):
            others.acquire()
        time.sleep(0.2)                          # the last of the others has ended long before
    else:
        others.release()
    return number


async def main():
    if hasattr(asyncio, "to_thread"):            # since then, a thread of asyncio shuts the default executor down
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.05)


with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(parse, number) for number in range(3)]
print([future.result() for future in futures])
pool.shutdown()                                  # a second time
pool = ThreadPoolExecutor(2)
futures = [pool.submit(parse, number) for number in range(3)]
pool.shutdown()
print([future.result() for future in futures])
ThreadPoolExecutor(1).shutdown(wait=False)
ThreadPoolExecutor(1).shutdown(False)
asyncio.run(main())
print(json.dumps({"block": 3, "unblock": 3}))
