"""What the code and the documents point at is there, in this repository."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def folders_of_docs() -> list[Path]:
    return [ROOT / "docs", *(path for path in (ROOT / "docs").iterdir() if path.is_dir())]


DOCUMENTS = sorted(
    path.relative_to(ROOT)
    for folder in (ROOT, *folders_of_docs(), ROOT / "freeswitch", ROOT / "web", *(ROOT / "clients").iterdir())
    for path in folder.glob("*.md")
)
POINTER = re.compile(r'docs/([a-z_]+\.md), "([^"]+)"')


@cache
def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", *endings], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def headings(document: Path) -> set[str]:
    return {line.lstrip("#").strip() for line in document.read_text().splitlines() if line.startswith("#")}


def test_every_pointer_of_a_comment_names_a_heading_that_is_there() -> None:
    pointers = [
        (str(path.relative_to(ROOT)), document, heading)
        for path in tracked("*.py", "*.lua", "*.xml", "*.md")
        if path != Path(__file__)
        for document, heading in POINTER.findall(path.read_text())
    ]

    assert pointers
    assert [one for one in pointers if one[2] not in headings(ROOT / "docs" / one[1])] == []


def test_no_comment_points_at_a_paper_that_is_not_here() -> None:
    outside = re.compile(r"\((?:the )?facts [0-9]|facts sheet|CONTRACTS|the article|the contract\b")

    pointing = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked("*.py", "*.md", "*.lua", "*.xml", "*.ts", "*.yaml")
        if path != Path(__file__)
        for line in path.read_text().splitlines()
        if outside.search(line)
    ]

    assert pointing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_file_that_a_document_links_to_is_there(document: Path) -> None:
    without_code = re.sub(r"`[^`\n]*`", "", (ROOT / document).read_text())
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", without_code)

    assert [link for link in links if not ((ROOT / document).parent / link).exists()] == []


def test_whoever_reads_of_forwarding_is_told_that_voicemail_is_out_of_scope() -> None:
    said = (ROOT / "docs/provisioning.md").read_text()

    assert (
        "Voicemail is out of scope: forward to a service\nthat takes messages." in said[said.index("**Forwarding.**") :]
    )


def test_every_parameter_of_the_template_is_in_its_page_with_its_default() -> None:
    section = (ROOT / "template.yaml").read_text().split("\nParameters:\n")[1].split("\nRules:")[0]
    declared = dict(re.findall(r"^  (\w+):\n(?:    .*\n)*?    Default: (.*)$", section, re.MULTILINE))
    parameters = (ROOT / "docs" / "aws.md").read_text().partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]*`) \| ([^|]*) \|", parameters, re.MULTILINE)
    told = {name: default.strip("`") for names, default in rows for name in re.findall(r"`(\w+)`", names)}

    assert declared
    assert told == {name: value.strip('"') or "empty" for name, value in declared.items()}


def test_every_alarm_has_a_chapter_that_says_what_to_do() -> None:
    text = "".join((ROOT / name).read_text() for name in ("template.yaml", "infra/node.yaml"))
    alarms = re.findall(r"^ +(?:- )?(\w+Alarm)(?:\$\{\w+\})?:$", text, re.MULTILINE)
    told = {heading.strip("`") for heading in headings(ROOT / "docs" / "runbooks.md") if heading.endswith("Alarm`")}

    assert len(alarms) > 10
    assert told == set(alarms)


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_python_file_that_a_document_names_is_there(document: Path) -> None:
    there = [f"/{path.relative_to(ROOT)}" for path in tracked("*.py")]
    named = set(re.findall(r"`([\w/]+\.py)[`:]", (ROOT / document).read_text()))

    assert [name for name in sorted(named) if not any(path.endswith(f"/{name}") for path in there)] == []
