import asyncio


async def download_many(countries, workers):
    slots = asyncio.Semaphore(workers)
    to_do = [asyncio.create_task(download_one(country, slots)) for country in countries]  # submitted, running

    for task in asyncio.as_completed(to_do):
        try:
            received(await task)          # received
        except OSError as error:
            failed(error.country, error)  # raised
