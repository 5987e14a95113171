"""The Python client's types and calls, made of the API's description: `make client-types`."""
