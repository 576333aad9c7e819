import os
import time
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor(1)
pool.submit(pow, 2, 3).result()
time.sleep(0.1)
pool.submit(pow, 2, 4).result()
os.kill(os.getpid(), 9)
