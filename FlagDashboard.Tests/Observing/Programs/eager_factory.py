"""Makes a task whose exception is raised while it is made. Nothing may keep the task alive, as nothing does in newer Pythons."""
import asyncio
import gc
import json
import weakref


class Loop(asyncio.SelectorEventLoop):
    def create_task(self, coroutine, **kwargs):
        return self._task_factory(self, coroutine, **kwargs)


def failed(loop, error):
    future = loop.create_future()
    future.set_exception(error)
    return future


def eager_factory(loop, coroutine, **kwargs):
    try:
        coroutine.send(None)
    except ZeroDivisionError as error:
        return failed(loop, error)


async def divide():
    return 1 // 0


gc.disable()
loop = Loop()
loop.set_task_factory(eager_factory)
task = loop.create_task(divide())
print(type(task.exception()).__name__)
alive = weakref.ref(task)
del task
print("alive" if alive() else "gone")
loop.close()
print(json.dumps({"executor": 1, "task": 1}))
