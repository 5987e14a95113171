"""The description's operations as methods, once for programs that wait and once for asyncio."""

from collections.abc import Iterator
from dataclasses import dataclass

from infra.generated.python_client.annotations import (
    JsonSchema,
    annotation_of,
    mapping,
    name_of,
    referred,
    sequence,
)
from infra.generated.python_client.structs import documented

HEAD = '''"""Every operation of the API{what}: made by `make client-types`, never by hand."""

from collections.abc import {iterator}, Mapping
from typing import Literal

from freeswitch_functions_client.request import Request
from freeswitch_functions_client.schemas import (
{names}
)
from freeswitch_functions_client.{module} import {transport}


class {name}({transport}):
    """A method for each operation, called as the API's description calls it; lists have one more for all pages."""
'''
INDENT = "        "


@dataclass(frozen=True)
class Flavour:
    """How a method is written: `def` or `async def`."""

    name: str
    module: str
    transport: str
    what: str
    define: str
    wait: str
    iterator: str
    loop: str
    tell: tuple[str, ...]


WAITING = Flavour(
    "Operations", "transport", "Transport", "", "def", "", "Iterator", "for", ("yield from page.items",)
)  # fmt: skip
ASYNC = Flavour(
    "AsyncOperations", "async_transport", "AsyncTransport", ", for asyncio", "async def", "await ", "AsyncIterator",
    "async for", ("for item in page.items:", "    yield item"),
)  # fmt: skip


def operations_module(description: JsonSchema, flavour: Flavour) -> str:
    """Return the text of `operations.py` or `async_operations.py`, which wants to be formatted."""
    schemas = mapping(mapping(description["components"])["schemas"])
    methods = []
    for path, operations in mapping(description["paths"]).items():
        for method, operation in mapping(operations).items():
            one = Operation(path, method.upper(), mapping(operation))
            methods += [text for part in one.parts() for text in part.methods(flavour, schemas)]
    body = "\n\n".join(methods)
    # In the order in which ruff sorts names of classes.
    names = "\n".join(f"    {name}," for name in sorted(schemas) if _is_in(name, body))
    head = HEAD.format(
        what=flavour.what, iterator=flavour.iterator, names=names, module=flavour.module,
        transport=flavour.transport, name=flavour.name,
    )  # fmt: skip
    return f"{head}\n{body}\n"


def _is_in(name: str, text: str) -> bool:
    return any(f"{before}{name}{after}" in text for before in ("[", " ", "(") for after in ("]", ")", ",", " ", ":"))


@dataclass(frozen=True)
class Operation:
    path: str
    method: str
    described: JsonSchema
    suffix: str = ""

    def parts(self) -> Iterator["Operation"]:
        """Itself; where it answers in a second form too, that one as another method."""
        yield self
        if "format" in self._parameters("query"):
            yield Operation(self.path, self.method, self.described, suffix="_csv")

    def methods(self, flavour: Flavour, schemas: JsonSchema) -> Iterator[str]:
        helper, answer, returned = self._answer()
        told = [f"    {flavour.define} {self._name}({self._signature()}) -> {returned}:"]
        told.append(documented(str(self.described["description"]).partition("\n\n")[0], INDENT))
        told.append(f"{INDENT}request = {self._request()}")
        told.append(
            f"{INDENT}return {flavour.wait}self.{helper}(request{answer})"
            if returned != "None"
            else f"{INDENT}{flavour.wait}self.{helper}(request)"
        )
        yield "\n".join(told)
        item = self._item(schemas)
        if item is None:
            return
        name = f"all_{self._name.removeprefix('list_').removeprefix('get_')}"
        summary = f"All pages of `{self._name}`, item by item; `limit` is how many a page has"
        yield "\n".join(
            [
                f"    {flavour.define} {name}({self._signature(without='cursor')}) -> {flavour.iterator}[{item}]:",
                documented(summary, INDENT),
                f"{INDENT}request = {self._request(without='cursor')}",
                f"{INDENT}{flavour.loop} page in self._pages(request{answer}):",
                *(f"{INDENT}    {line}" for line in flavour.tell),
            ]
        )

    @property
    def _name(self) -> str:
        return f"{self.described['operationId']}{self.suffix}"

    def _parameters(self, where: str) -> dict[str, JsonSchema]:
        found = [mapping(one) for one in sequence(self.described.get("parameters", []))]
        return {str(one["name"]): mapping(one["schema"]) for one in found if one["in"] == where}

    def _query(self, without: str) -> dict[str, JsonSchema]:
        return {name: one for name, one in self._parameters("query").items() if name not in ("format", without)}

    def _body(self) -> JsonSchema | None:
        if "requestBody" not in self.described:
            return None
        content = mapping(mapping(self.described["requestBody"])["content"])
        return mapping(mapping(content["application/json"])["schema"])

    def _signature(self, without: str = "") -> str:
        given = [f"{name_of(name)}: str" for name in self._parameters("path")]
        body = self._body()
        if body is not None:
            is_needed = mapping(self.described["requestBody"]).get("required", False)
            given.append(f"body: {annotation_of(body)}" if is_needed else f"body: {annotation_of(body)} | None = None")
        named = [f"{name_of(name)}: {annotation_of(one)} | None = None" for name, one in self._query(without).items()]
        headers = self._parameters("header")
        named += ["wait: int | None = None"] if "Prefer" in headers else []
        named += ["if_match: int | str | None = None"] if "If-Match" in headers else []
        named += ["idempotency_key: str | None = None"] if "Idempotency-Key" in headers else []
        return ", ".join(["self", *given, *(["*", *named] if named else [])])

    def _request(self, without: str = "") -> str:
        given = [f'"{self.method}"', f'"{self.path}"']
        names = self._parameters("path")
        if names:
            given.append("names={" + ", ".join(f'"{name}": {name_of(name)}' for name in names) + "}")
        query = [f'"{name}": {name_of(name)}' for name in self._query(without)]
        query += ['"format": "csv"'] if self.suffix else []
        given += ["query={" + ", ".join(query) + "}"] if query else []
        headers = self._parameters("header")
        given += ["body=body"] if self._body() is not None else []
        given += ["wait=wait"] if "Prefer" in headers else []
        given += ["if_match=if_match"] if "If-Match" in headers else []
        given += ["idempotency_key=idempotency_key", "is_keyed=True"] if "Idempotency-Key" in headers else []
        return f"Request({', '.join(given)})"

    def _answer(self) -> tuple[str, str, str]:
        """Which helper reads the answer, its further argument, and what it returns."""
        responses = {status: mapping(one) for status, one in mapping(self.described["responses"]).items()}
        good = {status: mapping(one.get("content", {})) for status, one in responses.items() if status < "300"}
        contents = {kind: mapping(mapping(one)["schema"]) for found in good.values() for kind, one in found.items()}
        if self.suffix or (contents and "application/json" not in contents):
            is_text = self.suffix or not any(kind == "image/png" for kind in contents)
            return ("_text", "", "str") if is_text else ("_bytes", "", "bytes")
        if contents:
            name = referred(contents["application/json"])
            return ("_json_or_none", f", {name}", f"{name} | None") if "204" in good else ("_json", f", {name}", name)
        return ("_bytes", "", "bytes") if "200" in good else ("_nothing", "", "None")

    def _item(self, schemas: JsonSchema) -> str | None:
        """What a page is a page of; None where it is none."""
        helper, _, returned = self._answer()
        if helper != "_json" or "cursor" not in self._parameters("query"):
            return None
        fields = mapping(mapping(schemas[returned])["properties"])
        return referred(mapping(mapping(fields["items"])["items"])) if "items" in fields else None
