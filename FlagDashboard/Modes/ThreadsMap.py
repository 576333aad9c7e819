from concurrent.futures import ThreadPoolExecutor


def download_many(countries, workers):
    with ThreadPoolExecutor(max_workers=workers) as executor:
        for download in executor.map(download_one, countries):  # submitted, running, raised
            received(download)                                  # received
