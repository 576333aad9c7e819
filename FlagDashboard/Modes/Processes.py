from concurrent.futures import ProcessPoolExecutor, as_completed


def download_many(countries, workers):
    with ProcessPoolExecutor(max_workers=workers) as executor:
        to_do = {executor.submit(download_one, country): country for country in countries}  # submitted, running

        for future in as_completed(to_do):
            try:
                received(future.result())     # received
            except OSError as error:
                failed(to_do[future], error)  # raised
