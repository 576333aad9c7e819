import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def work(number):
    if number == 3:
        raise ValueError(number)
    with ThreadPoolExecutor(1) as pool:          # the executors of a child are not recorded, and do no harm
        return pool.submit(abs, -number).result()


if __name__ == "__main__":
    calls = raised = 0
    for method in multiprocessing.get_all_start_methods():
        with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(method)) as pool:
            for future in [pool.submit(work, number) for number in range(5)]:
                calls += 1
                try:
                    print(method, future.result())
                except ValueError as error:
                    raised += 1
                    print(method, repr(error))
            print(list(pool.map(abs, range(-6, 0), chunksize=3)))
            calls += 2
            try:
                pool.submit(lambda: os.getpid()).result()
            except Exception as error:
                print(type(error).__name__)
    pools = len(multiprocessing.get_all_start_methods())
    print(json.dumps({"executor": pools, "new": calls + pools, "childStarted": calls, "childEnded": calls,
                      "raised": raised + pools, "done": calls - raised, "got": calls + pools}))
