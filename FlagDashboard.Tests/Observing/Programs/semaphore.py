import asyncio
import json


async def load(number, gate):
    async with gate:
        await asyncio.sleep(0.001)
        return number


async def main():
    gate = asyncio.Semaphore(2)
    return await asyncio.gather(*(load(number, gate) for number in range(6)))


results = asyncio.run(main())
print(results)
print(json.dumps({"semaphore": 1, "semWait": len(results), "semGot": len(results), "semReleased": len(results),
                  "task": len(results) + 1, "done": len(results) + 1}))
