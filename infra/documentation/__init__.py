"""The documentation's site: `make docs` serves it, `make site` builds and checks it."""
