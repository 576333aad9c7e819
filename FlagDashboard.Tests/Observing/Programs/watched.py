import json


def square(number):
    return number * number


squares = [square(number) for number in range(5)]
print(squares)
print(json.dumps({"new": len(squares), "done": len(squares), "got": len(squares), "executor": 1}))
