"""Two threads cancel one future, and take one result, at the same moment: the second one acts in the middle of what the first one does."""
import json
import threading
from concurrent.futures import Future


def on_another_thread(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


class Interrupted(threading.Condition):
    """Lets another thread act before the first one enters."""

    def __init__(self, function):
        super().__init__()
        self.functions = [function]

    def __enter__(self):
        if self.functions:
            on_another_thread(self.functions.pop())
        return super().__enter__()


class Interleaved(Future):
    """Lets another thread take the result when the first one looks without a lock whether it is there, as the recorder does."""
    functions = ()

    @property
    def _state(self):
        if self.functions and not self._condition._is_owned():
            on_another_thread(self.functions.pop())
        return self.state

    @_state.setter
    def _state(self, state):
        self.state = state


cancelled = Future()
cancelled._condition = Interrupted(cancelled.cancel)
print(cancelled.cancel(), cancelled.cancelled())

taken = Interleaved()
taken.set_result(42)
taken.functions = [taken.result]
print(taken.result(), taken.result())
print(json.dumps({"new": 2, "cancelled": 1, "done": 1, "got": 1}))
