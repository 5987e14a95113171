"""What an operator takes from the stacks is an output, and each output is said where they read."""

import json
import re
from dataclasses import fields
from typing import Any

import pytest
import yaml

from infra.generated.settings_table import groups
from infra.local import template
from tests.docs.test_docs import ROOT

STACKS = ("template.yaml", "infra/node.yaml", "infra/pages.yaml")
PAGE = (ROOT / "docs/aws.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("| output | for |")[2].partition("\n\n")[0]
# A setting of what runs beside the functions or is typed by an operator, by who reads it.
OUTSIDE = re.compile(r"relay|infra\.(provision|token)|provisioning")
# They stand in a group that `infra.token` reads, which signs tokens of the API and nothing else. The first is for the
# functions alone, the second goes to CloudFront by its own outputs.
NOT_TAKEN = {"ENTRY_TOKEN_SECRET", "API_FRONT_SECRET"}
MADE = {"AWS::SecretsManager::Secret", "AWS::SQS::Queue", "AWS::S3::Bucket"}


def tree(stack: str) -> dict[str, Any]:
    found = yaml.load((ROOT / stack).read_text(encoding="utf-8"), Loader=template._Loader)  # a SafeLoader with tags
    assert isinstance(found, dict)
    return found


OUTPUTS = {name: output for stack in STACKS for name, output in tree(stack)["Outputs"].items()}


def made_by_the_stack() -> dict[str, set[str]]:
    """Settings of the functions whose values come of a secret, queue or bucket of the stack, with its logical id."""
    resources = tree("template.yaml")["Resources"]
    made = {name for name, one in resources.items() if isinstance(one, dict) and one.get("Type") in MADE}
    found: dict[str, set[str]] = {}
    for one in resources.values():
        if isinstance(one, dict) and one.get("Type") == "AWS::Serverless::Function":
            variables = one["Properties"].get("Environment", {}).get("Variables", {})
            for setting, value in variables.items():
                found.setdefault(setting, set()).update(set(re.findall(r"\w+", json.dumps(value))) & made)
    return {setting: names for setting, names in found.items() if names}


def read_outside() -> set[str]:
    return {
        declared.metadata["name"]
        for group in groups()
        if OUTSIDE.search(group.__doc__ or "")
        for declared in fields(group)
    }


def test_each_setting_that_a_stack_makes_for_somebody_outside_has_an_output_that_names_it() -> None:
    wanted = made_by_the_stack()
    outside = wanted.keys() & read_outside()

    assert outside >= NOT_TAKEN
    assert {"PIN_HASH_KEY", "STREAM_KEY_SECRET", "API_TOKEN_SECRET", "WAKE_QUEUE_URL", "ASSETS_BUCKET"} <= outside
    for setting in sorted(outside - NOT_TAKEN):
        told = [output for output in OUTPUTS.values() if setting in output["Description"]]
        # A setting may name two of them, of which an output each is there.
        assert any(name in json.dumps(output["Value"]) for name in wanted[setting] for output in told), setting


def test_the_page_has_each_output_and_no_other() -> None:
    listed = {
        name
        for line in TABLE.splitlines()
        for name in re.findall(r"`(\w+)`", line.split("|")[1] if "|" in line else "")
    }

    assert listed == set(OUTPUTS)


@pytest.mark.parametrize("document", sorted((ROOT / "docs").rglob("*.md")), ids=lambda path: path.name)
def test_what_a_document_calls_an_output_is_one(document: Any) -> None:
    said = re.findall(r"[Oo]utputs? ((?:`\w+`(?:, | and )?)+)", document.read_text(encoding="utf-8"))

    assert {name for words in said for name in re.findall(r"`(\w+)`", words)} <= set(OUTPUTS)


@pytest.mark.parametrize("stack", STACKS)
def test_what_a_template_asks_of_another_one_is_an_output(stack: str) -> None:
    said = re.findall(r"[Oo]utput (\w+) of the stack", (ROOT / stack).read_text(encoding="utf-8"))

    assert set(said) <= set(OUTPUTS)
