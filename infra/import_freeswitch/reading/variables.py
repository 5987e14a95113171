"""Global variables of the configuration (`$${name}`), as far as they are known without the switch that has them."""

from collections.abc import Mapping

from infra.import_freeswitch.report import Place, Report, is_secret, masked

# Set by FreeSWITCH itself at its start: only the machine knows them (switch_core.c, switch_nat.c).
OF_THE_MACHINE = frozenset(
    {
        "base_dir", "cache_dir", "certs_dir", "conf_dir", "core_uuid", "data_dir", "db_dir", "fonts_dir", "grammar_dir",
        "hostname", "htdocs_dir", "images_dir", "local_ip_v4", "local_ip_v6", "local_mask_v4", "localstate_dir",
        "log_dir", "mod_dir", "nat_private_addr", "nat_public_addr", "nat_type", "recordings_dir", "run_dir",
        "script_dir", "sound_prefix", "sounds_dir", "storage_dir", "temp_dir",
    }
)  # fmt: skip


class Variables:
    """What `X-PRE-PROCESS` has set so far; `chosen` are whoever imports has said, and nothing sets them otherwise."""

    def __init__(self, chosen: Mapping[str, str], report: Report) -> None:
        self._chosen, self._report = dict(chosen), report
        self._values = dict(chosen)
        self._unknown = set(OF_THE_MACHINE)

    def known(self) -> dict[str, str]:
        """All values that hold nothing that only the switch knows."""
        return {name: value for name, value in self._values.items() if is_known(value)}

    def set(self, name: str, value: str) -> None:
        if name not in self._chosen:
            self._values[name] = value
            self._unknown.discard(name)

    def set_by_the_switch(self, name: str, place: Place, how: str) -> None:
        """A program, a server or the environment would say what it is: nobody is asked here."""
        if name in self._chosen:
            return
        self._values.pop(name, None)
        self._unknown.add(name)
        why = f"is not known: {how}; say --set {name}=VALUE if anything below needs it"
        self._report.left_out(place, f"$${{{name}}}", why)

    def expand(self, text: str, place: Place) -> tuple[str, str]:
        """Put in what is known, as expand_vars does (switch_xml.c:1268); what nobody set is nothing.

        Returns:
            The text, and the beginning of it that FreeSWITCH's further checks of this line see (it cuts the line at the
            first variable that it expands). What only the switch knows stays as it is written.
        """
        found: list[str] = []
        seen = text
        at = 0
        while (begin := text.find("$${", at)) >= 0:
            end = _end(text, begin + 2)
            if end < 0:
                self._report.error(place, "$${", "has no end; FreeSWITCH takes it as it is written")
                break
            if seen is text:
                seen = text[:end]
            found += [text[at:begin], self._value(text[begin + 3 : end], place)]
            at = end + 1
        return "".join([*found, text[at:]]), seen

    def _value(self, name: str, place: Place) -> str:
        if name in self._values:
            return self._values[name]
        if name in self._unknown:
            return f"$${{{name}}}"
        self._report.note(
            place, f"$${{{name}}}", "was not set before: FreeSWITCH puts nothing there, and so is it here"
        )
        return ""

    def assign(self, written: str) -> None:
        """Set what `name=value` says, with FreeSWITCH's blanks around the sign."""
        name, sign, value = written.partition("=")
        if sign:
            self.set(name.rstrip(" "), value.lstrip(" "))


def is_known(text: str) -> bool:
    """Tell whether nothing of it is known to the switch only."""
    return "$${" not in text


def shown_assignment(written: str) -> str:
    """`name=value` without a secret."""
    name, sign, _ = written.partition("=")
    return f"{name}{sign}…" if is_secret(name) else masked(written)


def _end(text: str, brace: int) -> int:
    """Where the brace is closed; -1 for nowhere."""
    depth = 0
    for index in range(brace, len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if not depth:
            return index
    return -1
