def download_many(countries):
    for country in countries:
        try:
            download = download_one(country)  # submitted, running
            received(download)                # received
        except OSError as error:
            failed(country, error)            # raised
