"""Reads the templates as CloudFormation would, as far as tables, queues, the bucket and settings need it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
OF_A_NODE = Path(__file__).parents[1] / "node.yaml"
ACCOUNT = "123456789012"  # moto's
SECRET = re.compile(r"\{\{resolve:secretsmanager:(\w+)\}\}")

NO_VALUE = object()

# A node of the file; only the accessors below look into it.
Tree = Any


class _Loader(yaml.SafeLoader):
    """YAML with CloudFormation's short forms."""


def _short_form(loader: _Loader, suffix: str, node: yaml.Node) -> dict[str, Tree]:
    name = suffix if suffix in {"Ref", "Condition"} else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        value: Tree = loader.construct_scalar(node)
        if suffix == "GetAtt":
            value = value.split(".", 1)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        raise yaml.constructor.ConstructorError(None, None, f"!{suffix} of a mapping is not used here", node.start_mark)
    return {name: value}


_Loader.add_multi_constructor("!", _short_form)


class Template:
    """The template with its parameters' defaults, as the stack `name` of an account that does not exist."""

    def __init__(
        self,
        *,
        name: str,
        region: str,
        account: str = ACCOUNT,
        parameters: Mapping[str, str] | None = None,
        path: Path = TEMPLATE,
        nodes: Iterable[str] = (),
    ) -> None:
        """Read it.

        Args:
            nodes: names of nodes whose stacks stand beside it: their resources are here too, `CommandQueue` of the node
                fs1 as `CommandQueuefs1`.
        """
        self._tree = yaml.load(path.read_text(), Loader=_Loader)  # noqa: S506  # a SafeLoader with tags
        defaults = {key: value.get("Default", "") for key, value in self._tree["Parameters"].items()}
        self._names: dict[str, str] = {
            **defaults,
            **(parameters or {}),
            "AWS::StackName": name,
            "AWS::Region": region,
            "AWS::AccountId": account,
            "AWS::Partition": "aws",
            "AWS::URLSuffix": "amazonaws.com",
        }
        self.resources: dict[str, Tree] = dict(_expanded(self._tree["Resources"], self._names))
        for node in nodes:
            self.resources |= node_template(name, node, region=region).named_with(node)

    def named_with(self, suffix: str) -> dict[str, Tree]:
        """Every resource with its names filled in, under its logical id with a suffix, as others refer to it here."""
        own = re.compile(rf"({'|'.join(self.resources)})(?=\.|$)")

        def renamed(value: Tree) -> Tree:
            if isinstance(value, str):
                return own.sub(lambda found: found[1] + suffix, value, count=1) if own.match(value) else value
            if isinstance(value, list):
                return [renamed(each) for each in value]
            return {key: renamed(each) for key, each in value.items()} if isinstance(value, dict) else value

        return {
            logical + suffix: {"Type": one["Type"], "Properties": renamed(self.resolve(one.get("Properties", {})))}
            for logical, one in self.resources.items()
        }

    def of_type(self, kind: str) -> dict[str, Tree]:
        """Return the properties of every resource of a type, by logical id, with all names filled in."""
        return {
            logical: self.resolve(resource.get("Properties", {}))
            for logical, resource in self.resources.items()
            if resource["Type"] == kind
        }

    def function_settings(self, secrets: Mapping[str, str]) -> dict[str, str]:
        """Return the environment variables of all functions together; `secrets` by the secret's logical id."""
        settings: dict[str, str] = {}
        for tree in [self._tree["Globals"]["Function"], *self.of_type("AWS::Serverless::Function").values()]:
            for name, value in tree.get("Environment", {}).get("Variables", {}).items():
                settings[name] = SECRET.sub(lambda found: secrets[found[1]], str(self.resolve(value)))
        return settings

    def declared_settings(self, function: Tree) -> set[str]:
        """Return the names of the variables that a function gets, its own and those of all."""
        trees = (self._tree["Globals"]["Function"], function)
        return {name for tree in trees for name in tree.get("Environment", {}).get("Variables", {})}

    def queue_url(self, logical: str, endpoint: str) -> str:
        """Return where a queue is in an account behind this endpoint."""
        return f"{endpoint}/{ACCOUNT}/{self.of_type('AWS::SQS::Queue')[logical]['QueueName']}"

    def routes(self) -> list[tuple[str, str]]:
        """Every path of the HTTP API with the module of the function behind it; one that takes the rest is last."""
        found = [
            (event["Properties"]["Path"], function["Handler"].removesuffix(".handler"))
            for function in self.of_type("AWS::Serverless::Function").values()
            for event in function["Events"].values()
            if event["Type"] == "HttpApi"
        ]
        return sorted(found, key=lambda route: "{proxy+}" in route[0])

    def queue_events(self) -> Iterator[tuple[str, str, int]]:
        """Yield every function that a queue starts: its module, the queue's logical id, most messages at once."""
        for function in self.of_type("AWS::Serverless::Function").values():
            for event in function["Events"].values():
                if event["Type"] == "SQS":
                    queue = event["Properties"]["Queue"].removesuffix(".Arn")
                    yield function["Handler"].removesuffix(".handler"), queue, event["Properties"]["BatchSize"]

    def websocket(self) -> tuple[str, str]:
        """The module of the function behind the WebSocket API, and the API's stage."""
        (permission,) = self.of_type("AWS::Lambda::Permission").values()
        (stage,) = self.of_type("AWS::ApiGatewayV2::Stage").values()
        function = self.of_type("AWS::Serverless::Function")[permission["FunctionName"]]
        return function["Handler"].removesuffix(".handler"), stage["StageName"]

    def schedules(self) -> Iterator[tuple[str, float]]:
        """Yield the module of every function that runs by the clock, and every how many seconds it does."""
        for function in self.of_type("AWS::Serverless::Function").values():
            for event in function["Events"].values():
                if event["Type"] == "Schedule":
                    yield function["Handler"].removesuffix(".handler"), _seconds(event["Properties"]["Schedule"])

    def resolve(self, value: Tree) -> Tree:
        """Fill in names; a reference to a resource becomes its logical id, an ARN the name that it will have."""
        if isinstance(value, list):
            return [resolved for each in value if (resolved := self.resolve(each)) is not NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) != 1:
            return self._kept(value)
        (name, inner), *_ = value.items()
        match name:
            case "Ref" if inner == "AWS::NoValue":
                return NO_VALUE
            case "Ref":
                return self._referred(inner)
            case "Fn::Sub":
                return self._filled_in(*([inner] if isinstance(inner, str) else inner))
            case "Fn::GetAtt":
                return ".".join(self.resolve(inner))
            case "Fn::FindInMap":
                table, first, second = self.resolve(inner)
                return self._tree["Mappings"][table][first][second]
            case "Fn::If":
                return self.resolve(inner[1 if self.holds(inner[0]) else 2])
        return self._of_texts(name, inner)

    def _of_texts(self, name: str, inner: Tree) -> Tree:
        if name not in {"Fn::Join", "Fn::Split"}:
            return self._kept({name: inner})
        between, text = self.resolve(inner)
        return between.join(text) if name == "Fn::Join" else text.split(between)

    def _filled_in(self, text: str, more: Mapping[str, Tree] | None = None) -> str:
        """A text with names in ${}; `more` are some of its own."""
        own = {name: str(self.resolve(value)) for name, value in (more or {}).items()}
        return re.sub(
            r"\$\{([^}]+)\}", lambda found: own[found[1]] if found[1] in own else str(self._referred(found[1])), text
        )

    def holds(self, condition: str) -> bool:
        """Whether a condition of the template holds with these parameters."""
        return bool(self._decided(self._tree["Conditions"][condition]))

    def _decided(self, value: Tree) -> Tree:
        match value:
            case {"Fn::Not": [inner]}:
                return not self._decided(inner)
            case {"Fn::And": inner}:
                return all(map(self._decided, inner))
            case {"Fn::Or": inner}:
                return any(map(self._decided, inner))
            case {"Fn::Equals": [left, right]}:
                return str(self.resolve(left)) == str(self.resolve(right))
            case {"Condition": name}:
                return self.holds(name)
        raise ValueError(f"{TEMPLATE.name} has a condition that is not read here: {value}")

    def _kept(self, tree: dict[str, Tree]) -> dict[str, Tree]:
        """What CloudFormation keeps: a property that is AWS::NoValue is none."""
        resolved = {key: self.resolve(each) for key, each in tree.items()}
        return {key: each for key, each in resolved.items() if each is not NO_VALUE}

    def _referred(self, name: str) -> str:
        if name in self._names:
            return self._names[name]
        logical, _, _ = name.partition(".")
        if logical not in self.resources:
            raise KeyError(f"{TEMPLATE.name} refers to {name!r}, which it does not have")
        properties = self.resources[logical].get("Properties", {})
        bucket = properties.get("BucketName") if logical == name else None
        return str(self.resolve(bucket)) if bucket else name


def node_template(
    control_plane: str, node: str, *, region: str, parameters: Mapping[str, str] | None = None
) -> Template:
    """The template of a node's stack, beside the stack `control_plane`."""
    given = {"NodeName": node, "ControlPlane": control_plane, **(parameters or {})}
    return Template(name=f"{control_plane}-node-{node}", region=region, parameters=given, path=OF_A_NODE)


def _seconds(schedule: str) -> float:
    """Read EventBridge's `rate(1 minute)`; it knows nothing shorter than a minute."""
    found = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule)
    if found is None:
        raise ValueError(f"{TEMPLATE.name} has the schedule {schedule!r}; this machine knows only rate(N minutes)")
    return float(found[1]) * {"minute": 60.0, "hour": 3600.0, "day": 86400.0}[found[2]]


def _expanded(resources: Mapping[str, Tree], names: Mapping[str, str]) -> Iterator[tuple[str, Tree]]:
    """Unfold `Fn::ForEach`: one copy of its body for every word of a list, or of a list parameter."""
    for logical, body in resources.items():
        if not logical.startswith("Fn::ForEach::"):
            yield logical, body
            continue
        variable, words, copies = body
        for word in words if isinstance(words, list) else names[words["Ref"]].split(","):
            for inner, resource in copies.items():
                yield inner.replace(f"${{{variable}}}", word), _replaced(resource, f"${{{variable}}}", word)


def _replaced(value: Tree, old: str, new: str) -> Tree:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_replaced(each, old, new) for each in value]
    if isinstance(value, dict):
        return {key: _replaced(each, old, new) for key, each in value.items()}
    return value
