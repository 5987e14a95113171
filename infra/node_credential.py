"""Makes a node's credential: the password for the node, and its SHA-256 for `nodes:` of the provisioning file."""

import argparse
import sys

from functions.shared.handlers.authentication import NODE_NAME
from functions.shared.nodes import passwords as node_passwords


def words(node: str, password: str) -> str:
    """Say where the two go."""
    return "\n".join(
        [
            "On the node, and nowhere else:",
            "",
            f"  NODE_NAME={node}",
            f"  XML_CURL_PASSWORD={password}",
            "",
            "In the provisioning file (beside the one that it has, while one follows the other):",
            "",
            "  nodes:",
            f"    - name: {node}",
            f'      credentials: ["{node_passwords.hashed(password)}"]',
            "      domains: [example.com]",
        ]
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.node_credential", description=__doc__)
    parser.add_argument("node", help="NODE_NAME of the node")
    chosen = parser.parse_args(arguments)
    if not NODE_NAME.fullmatch(chosen.node):
        print(f"{chosen.node!r} is no name of a node: 1 to 64 of A-Z a-z 0-9 _ . -", file=sys.stderr)
        return 2
    print(words(chosen.node, node_passwords.made()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
