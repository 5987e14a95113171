"""A file's YAML as entries, with domains and numbers in one form."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import msgspec

from functions.shared.provisioning.conversion import Conversion
from functions.shared.provisioning.findings import Finding
from functions.shared.stage.wish import Stage
from infra.provisioning.canonical import canonical, same_users
from infra.provisioning.file_format import Provisioning
from infra.provisioning.source import Source
from infra.provisioning.stages import read_stage


class FileConversion(Conversion[Provisioning]):
    """What a file says, and what of it is of the wrong type."""

    whole: ClassVar[Mapping[type, Callable[[object], tuple[msgspec.Struct, list[Finding]]]]] = {Stage: read_stage}

    def __init__(self, source: Source) -> None:
        super().__init__({} if source.plain is None else source.plain, Provisioning, source.text_at)
        self.findings += same_users(self.entry)
        self.entries = canonical(self.entry)
