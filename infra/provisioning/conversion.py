"""A file's YAML as entries, with domains and numbers in one form."""

from functions.shared.provisioning.conversion import Conversion
from infra.provisioning.canonical import canonical, same_users
from infra.provisioning.file_format import Provisioning
from infra.provisioning.source import Source


class FileConversion(Conversion[Provisioning]):
    """What a file says, and what of it is of the wrong type."""

    def __init__(self, source: Source) -> None:
        super().__init__({} if source.plain is None else source.plain, Provisioning, source.text_at)
        self.findings += same_users(self.entry)
        self.entries = canonical(self.entry)
