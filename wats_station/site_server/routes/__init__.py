"""One module per domain of the API: reads the request, asks rules and store, shapes the answer."""
