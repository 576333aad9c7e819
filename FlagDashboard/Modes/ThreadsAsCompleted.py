from concurrent.futures import ThreadPoolExecutor, as_completed


def download_many(countries, workers):
    with ThreadPoolExecutor(max_workers=workers) as executor:
        to_do = {executor.submit(download_one, country): country for country in countries}  # submitted, running

        for future in as_completed(to_do):
            try:
                received(future.result())     # received
            except OSError as error:
                failed(to_do[future], error)  # raised
