"""The version of this package, which is that of the API that it was made of."""

VERSION = "0.1.0"
