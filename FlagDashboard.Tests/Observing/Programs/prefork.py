"""A server that forks its workers before it serves, as gunicorn does: each child has an executor and an event loop."""
import asyncio
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor


async def answer():
    return 2


def serve(number):
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(abs, range(-number, 0))) + asyncio.run(answer())


print(serve(1))
sys.stdout.flush()                               # otherwise each child prints it, too
children = []
for number in (2, 3):
    child = os.fork()
    if child == 0:
        os._exit(serve(number)) if number == 2 else sys.exit(serve(number))
    children.append(child)
print([os.waitpid(child, 0)[1] >> 8 for child in children], serve(4))
print(json.dumps({"executor": 4, "new": 5, "task": 2, "done": 7, "got": 7}))
