"""What a domain's layouts and groups may not say: the linter's errors at their places in the file."""

import re
from collections.abc import Iterable, Iterator

from functions.shared.layout_sets.rendering import known
from functions.shared.layouts.lint import Finding as Remark
from functions.shared.layouts.lint import lint_group, lint_layout
from functions.shared.provisioning.findings import Finding, PathPart, at, twice
from infra.provisioning.file_format import DomainInFile
from infra.provisioning.layout_documents import group_of, layout_of

_STEP = re.compile(r"[a-z_]+|[0-9]+")


def check_layouts(domain: DomainInFile) -> Iterator[Finding]:
    own = [layout_of(entry) for entry in domain.layouts]
    yield from twice("layouts", [layout.name for layout in own])
    for index, layout in enumerate(own):
        yield from at(["layouts", index], _errors(lint_layout(layout)))
    there = known(own).layouts
    yield from twice("layout_groups", [entry.name for entry in domain.layout_groups])
    for index, entry in enumerate(domain.layout_groups):
        yield from at(["layout_groups", index], _errors(lint_group(group_of(entry), there)))


def _errors(remarks: Iterable[Remark]) -> Iterator[Finding]:
    for remark in remarks:
        if remark.level == "error":
            place: list[PathPart] = [int(step) if step.isdigit() else step for step in _STEP.findall(remark.field)]
            yield place, remark.problem
