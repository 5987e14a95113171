"""Gateways of SIP profiles and users as trunks of a provisioning file, which names where a password is, never it."""

from infra.import_freeswitch.directory.users import named_values
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.reading.variables import is_known
from infra.import_freeswitch.report import Place, Report

_FIELDS = {
    "proxy": "proxy",
    "outbound-proxy": "outbound_proxy",
    "realm": "realm",
    "username": "username",
    "auth-username": "auth_username",
    "from-user": "from_user",
    "from-domain": "from_domain",
    "context": "context",
}
_SECONDS = {"expire-seconds": "expires", "ping": "ping"}
_IDENTITY = {"rpid": "remote_party_id", "pid": "p_asserted_identity", "none": "none"}
_TRUE = frozenset({"true", "yes", "on", "1", "enabled", "active", "allow"})


class Gateways:
    """All that were found, by FreeSWITCH's name; those of SIP profiles belong to the first domain."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._secrets = 0
        # By name in FreeSWITCH: whose it is (empty: the first domain's), and what the file says.
        self.found: dict[str, tuple[str, dict[str, object]]] = {}

    def of_user(self, user: Placed, domain: str) -> None:
        for element in user.children("gateways", "gateway"):
            self._read(element, domain, "")

    def of_profile(self, profile: Placed) -> None:
        for element in profile.children("gateways", "gateway"):
            self._read(element, "", profile.get("name", ""))

    def of_domain(self, domain: str) -> list[dict[str, object]]:
        return [entry for owner, entry in self.found.values() if owner == domain]

    def give_to(self, domain: str) -> None:
        """Those that belong to no domain yet."""
        self.found = {name: (owner or domain, entry) for name, (owner, entry) in self.found.items()}

    def _read(self, element: Placed, domain: str, profile: str) -> None:
        name = element.get("name", "")
        if not name or not is_known(name) or name in self.found:
            self._report.left_out(element.place, element.shown, "has no name of its own that is known here")
            return
        ours = name.replace("-", "_")
        if ours != name:
            self._report.note(element.place, element.shown, f"is called {ours}: a gateway's name has no - here")
        # FreeSWITCH registers unless it is told not to, and calls are for the context `default` (sofia.c:3813).
        entry: dict[str, object] = {"name": ours, "proxy": "", "register": True, "context": "default"}
        for one, key, value in named_values(element.children("param"), self._report):
            if not is_known(value):
                self._report.left_out(one.place, one.shown, "only the switch knows the value")
            else:
                self._param(entry, one, key, value)
        entry["proxy"] = str(entry["proxy"] or entry.get("realm") or name).removeprefix("sip:")
        if entry["register"] and not (entry.get("username") and entry.get("secret")):
            self._report.note(element.place, element.shown, "does not register: that needs a username and a password")
            entry["register"] = False
        if profile and profile != "external":
            entry["profile"] = profile
        for below in element.others("param"):
            self._report.left_out(below.place, below.shown, "nothing here is made of it")
        self.found[name] = domain, {key: value for key, value in entry.items() if value not in ("", False, 0)}

    def _param(self, entry: dict[str, object], one: Placed, key: str, value: str) -> None:
        if key in _FIELDS:
            entry[_FIELDS[key]] = value
        elif key in _SECONDS and value.isdecimal():
            entry[_SECONDS[key]] = int(value)
        elif key in ("register", "caller-id-in-from"):
            entry[key.replace("-", "_")] = value.lower() in _TRUE
        elif key == "register-transport" and value in ("udp", "tcp", "tls"):
            entry["transport"] = value
        elif key == "cid-type" and value in _IDENTITY:
            entry["identity"] = _IDENTITY[value]
        elif key == "extension" and value.startswith("auto_to_user"):
            entry["called_number"] = "to"
        elif key == "password":
            entry["secret"] = self._secret(one.place, one.shown)
        else:
            self._report.left_out(one.place, one.shown, "a trunk of a provisioning file has no such setting")

    def _secret(self, place: Place, what: str) -> str:
        """Name where the password is to be: with the nodes, never in the file."""
        self._secrets += 1
        name = "trunk_password" if self._secrets == 1 else f"trunk_password_{self._secrets}"
        self._report.note(place, what, f"is not in the file: give it to every node as {name.upper()}")
        return name
