"""What a deleted stack has left, for a new one of its name: `python -m infra.sam.kept --help`; docs/aws.md says how.

CloudFormation makes no table or bucket whose name is taken, so what was kept is imported first: a stack of nothing
else, which `sam deploy` then makes whole. By itself it imports only what has a name without `!Sub`, so here each name
is written out.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.local.template import Template

# By what CloudFormation knows a thing that is imported, as `aws cloudformation get-template-summary` says.
IDENTIFIERS = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::SecretsManager::Secret": "Id",
}
STAYS = ("Retain", "RetainExceptOnCreate")


class CannotImport(ValueError):
    """Something is kept for which there is no way back here; the text says what."""


def kept(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what stays when the stack is deleted, by its logical id, with every name filled in."""
    for logical, resource in template.resources.items():
        if template.resolve(resource.get("DeletionPolicy", "Delete")) in STAYS:
            if resource["Type"] not in IDENTIFIERS:
                raise CannotImport(f"{logical} is kept, and nobody knows how a {resource['Type']} is imported")
            yield logical, template.resolve(resource)


def import_of(template: Template, secrets: Mapping[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Make the template of the import, and the list of what is imported.

    Args:
        secrets: the ARNs of kept secrets by logical id. They have no name of ours: one that is not here is made anew.

    Raises:
        CannotImport: a secret is named that is not kept, or something is kept that cannot be imported.
    """
    found = dict(kept(template))
    own = {logical for logical, resource in found.items() if resource["Type"] == "AWS::SecretsManager::Secret"}
    if wrong := sorted(set(secrets) - own):
        raise CannotImport(f"no secret {', '.join(wrong)} is kept; there are {', '.join(sorted(own))}")
    resources = {logical: one for logical, one in found.items() if logical not in own or logical in secrets}
    known_by = {
        logical: secrets[logical] if logical in own else one["Properties"][IDENTIFIERS[one["Type"]]]
        for logical, one in resources.items()
    }
    wanted = [
        {
            "ResourceType": one["Type"],
            "LogicalResourceId": logical,
            "ResourceIdentifier": {IDENTIFIERS[one["Type"]]: known_by[logical]},
        }
        for logical, one in resources.items()
    ]
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}, wanted


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.sam.kept", description=__doc__)
    parser.add_argument("--stack", required=True, help="the name that the deleted stack had, and the new one gets")
    parser.add_argument("--region", required=True)
    parser.add_argument("--account", required=True, help="twelve digits, which are a part of the buckets' names")
    parser.add_argument("--into", required=True, type=Path, help="folder for template.json and resources.json")
    parser.add_argument("--parameter", action="append", default=[], metavar="NAME=VALUE", help="as at `sam deploy`")
    parser.add_argument("--secret", action="append", default=[], metavar="PinHashKey=ARN", help="a secret to keep")
    chosen = parser.parse_args(arguments)
    template = Template(
        name=chosen.stack, region=chosen.region, account=chosen.account, parameters=_pairs(chosen.parameter)
    )
    try:
        made, wanted = import_of(template, _pairs(chosen.secret))
    except CannotImport as problem:
        print(problem, file=sys.stderr)
        return 1
    chosen.into.mkdir(parents=True, exist_ok=True)
    for name, content in (("template.json", made), ("resources.json", wanted)):
        (chosen.into / name).write_text(json.dumps(content, indent=1) + "\n")
    print(f"{len(wanted)} things to import: {chosen.into}/template.json, {chosen.into}/resources.json")
    return 0


def _pairs(words: list[str]) -> dict[str, str]:
    return {name: value for name, _, value in (word.partition("=") for word in words)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
