"""The API's domains, each a thin typed service over the transport."""
