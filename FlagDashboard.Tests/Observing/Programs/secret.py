import sys
from concurrent.futures import ThreadPoolExecutor


def login(user, password):
    if user == "nobody":
        raise ValueError("no such user: %s with %s" % (user, password))
    return "token of " + password


with ThreadPoolExecutor(2) as pool:
    fine = pool.submit(login, "ada", "hunter2")
    wrong = pool.submit(login, "nobody", password="hunter2")
    print(fine.result(), type(wrong.exception()).__name__, sys.argv[1:])
sys.exit("told why")
