"""The key of the embedded AWS services: each run has its own."""

from typing import NamedTuple


class AwsKey(NamedTuple):
    """Its name, which stands in every request and link, and its secret, which signs them."""

    name: str
    secret: str

    @property
    def environment(self) -> dict[str, str]:
        """Where every AWS client looks for it."""
        return {"AWS_ACCESS_KEY_ID": self.name, "AWS_SECRET_ACCESS_KEY": self.secret}
