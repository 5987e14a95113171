"""A file's YAML as entries, with domains and numbers in one form."""

from msgspec import inspect

from functions.shared.provisioning.conversion import Conversion
from functions.shared.provisioning.findings import PathPart
from functions.shared.stage.wish import Stage
from infra.provisioning.canonical import canonical, same_users
from infra.provisioning.file_format import Provisioning
from infra.provisioning.source import Source
from infra.provisioning.stages import read_stage


class FileConversion(Conversion[Provisioning]):
    """What a file says, and what of it is of the wrong type."""

    def __init__(self, source: Source) -> None:
        super().__init__({} if source.plain is None else source.plain, Provisioning, source.text_at)
        self.findings += same_users(self.entry)
        self.entries = canonical(self.entry)

    def _fields(self, value: object, kind: inspect.StructType, place: list[PathPart]) -> object:
        if kind.cls is not Stage:
            return super()._fields(value, kind, place)
        # The API's own type, with limits that only its reader knows.
        stage, wrong = read_stage(value)
        self.findings += [([*place, *below], advice) for below, advice in wrong]
        return stage
