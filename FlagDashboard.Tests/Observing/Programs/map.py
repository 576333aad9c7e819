import json
from concurrent.futures import ThreadPoolExecutor


def square(number):
    return number * number


with ThreadPoolExecutor(3) as pool:
    squares = list(pool.map(square, range(8)))
print(squares)
print(json.dumps({"executor": 1, "new": len(squares), "running": len(squares), "done": len(squares),
                  "got": len(squares), "yielded": 0, "shutdown": 1}))
