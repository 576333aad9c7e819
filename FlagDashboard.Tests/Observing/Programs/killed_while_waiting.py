import os
import sys
import threading
import time
from concurrent.futures import Future, as_completed, wait

pending = Future()


def kill_when_somebody_waits():
    while not (pending._condition._waiters or pending._waiters and pending._waiters[0].event._cond._waiters):
        time.sleep(0.001)
    os.kill(os.getpid(), 9)


waits = {"result": pending.result, "as_completed": lambda: next(as_completed([pending])), "wait": lambda: wait([pending])}
threading.Thread(target=kill_when_somebody_waits).start()
waits[sys.argv[1]]()
