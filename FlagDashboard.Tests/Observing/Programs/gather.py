import asyncio
import json


async def load(number):
    await asyncio.sleep(0.001 * number)
    if number == 3:
        raise ValueError(number)
    return number


async def main():
    tasks = [asyncio.ensure_future(load(number)) for number in range(5)]
    print(await asyncio.gather(*tasks, return_exceptions=True))
    print(await asyncio.create_task(load(7)))
    sleeper = asyncio.create_task(asyncio.sleep(60))
    await asyncio.sleep(0)
    sleeper.cancel()
    await asyncio.wait([sleeper])
    return len(tasks)


tasks = asyncio.run(main())
print(json.dumps({"task": tasks + 3, "done": tasks + 1, "raised": 1, "cancelled": 1, "got": tasks + 2}))
