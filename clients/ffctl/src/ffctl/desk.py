"""Where commands do their work: a call goes out, and its answer is shown, or its request instead of it."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from ffctl import endings, shown
from ffctl.curl import curl
from ffctl.endings import NOT_SO, UNSURE, USAGE, Unable
from ffctl.fields import body_of
from ffctl.place import Place, place_for, token_for
from ffctl.printing import print_exact, print_json, print_out, say
from ffctl.surroundings import Surroundings
from freeswitch_functions_client import Api, Operations, request_of
from freeswitch_functions_client.schemas import CommandView, StageView

Answer = TypeVar("Answer")
Call = Callable[[Operations], Answer]
# The API waits so long for a command's end before it answers; then it is asked for.
WAIT_SECONDS = 10
PAUSE_SECONDS = 1.0


@dataclass(frozen=True)
class Desk:
    """What the options before a command say.

    Attributes:
        as_json: print what the API answers.
        as_curl: print requests and send none.
    """

    surroundings: Surroundings
    profile: str | None = None
    url: str | None = None
    as_json: bool = False
    as_curl: bool = False

    @cached_property
    def place(self) -> Place:
        return place_for(self.surroundings, self.profile, self.url)

    @cached_property
    def api(self) -> Api:
        return self.surroundings.connect(self.place.url, token_for(self.surroundings, self.place))

    def close(self) -> None:
        if "api" in self.__dict__:
            self.api.close()

    def ask(self, call: Call[Answer]) -> Answer:
        """Send a call and return its answer; with `--curl` its request is printed, and the command ends."""
        if self.as_curl:
            self.print_curl(call)
            raise typer.Exit
        return call(self.api)

    def print_curl(self, call: Call[object]) -> None:
        print_exact(curl(request_of(call), self.place.url))

    def wish(self, kind: object, fields: Sequence[str], file: str | None = None) -> dict[str, object]:
        """Return what somebody wishes, by fields and a file."""
        return body_of(kind, fields, file, self.surroundings.ask)

    def show(self, call: Call[object]) -> None:
        """Show one thing."""
        self.tell(shown.plain(self.ask(call)))

    def tell(self, item: Mapping[str, object]) -> None:
        if self.as_json:
            print_json(item)
        else:
            console = shown.console_for(sys.stdout)
            console.print(shown.block(item))

    def show_all(self, call: Call[Iterable[object]], columns: Sequence[str], *, most: int | None = None) -> None:
        """Show what a list has; whoever is shown the first ones only is told so.

        Args:
            columns: fields of the API, in their order; `--json` has all of them.
            most: how many are asked for.
        """
        found = iter(self.ask(call))
        items = [shown.plain(one) for one in (found if most is None else islice(found, most))]
        is_cut = most is not None and next(found, None) is not None
        self.tell_items(items, columns, is_cut=is_cut)

    def tell_items(
        self, items: Sequence[Mapping[str, object]], columns: Sequence[str], *, is_cut: bool = False
    ) -> None:
        if self.as_json:
            print_json({"items": items, "more": is_cut})
            return
        console = shown.console_for(sys.stdout)
        console.print(shown.table(items, columns, console) if items else "none")
        if is_cut:
            say(f"these are the first {len(items)}, and there are more: --most")

    def do(self, call: Call[None], told: str) -> None:
        """Do what has no answer but that it is done."""
        self.ask(call)
        self._done(told)

    def command(self, call: Call[CommandView | None]) -> None:
        """Give a command and wait for its end; the exit code says what became of it."""
        self.ended(self.outcome(call))

    def outcome(self, call: Call[CommandView | None]) -> CommandView | None:
        """Give a command and return it as it ended."""
        command = self.ask(call)
        return self.api.outcome(command)

    def ended(self, command: CommandView | None) -> None:
        """Tell how a command ended. None was no command, and is so."""
        if command is None:
            self._done("done")
            return
        code = endings.of_command(command)
        if self.as_json:
            print_json(shown.plain(command))
        else:
            (say if code else print_out)(endings.worded(command))
        if code:
            raise typer.Exit(code)

    def stage(self, call: Call[StageView]) -> None:
        """Change what the picture should be; while a meeting goes on, it is done when its relay says so."""
        view = self.ask(call)
        command = None
        if view.command is not None:
            # It is where the command can be read.
            command = self.api.outcome(self.api.get_command(view.command.rpartition("/")[2], wait=WAIT_SECONDS))
        code = 0 if command is None else endings.of_command(command)
        if self.as_json:
            print_json({"stage": shown.plain(view), "command": None if command is None else shown.plain(command)})
        elif command is None:
            print_out("it is the stage; nobody is there to see it" if not view.running else "it is the stage")
        else:
            (say if code else print_out)(endings.worded(command))
        if code:
            raise typer.Exit(code)

    def until(self, look: Callable[[], Answer], is_over: Callable[[Answer], bool], seconds: float) -> Answer:
        """Look again and again until it is over.

        Raises:
            Unable: it is not, after so many seconds.
        """
        give_up = self.surroundings.clock() + seconds
        while not is_over(found := look()):
            if self.surroundings.clock() >= give_up:
                raise Unable(f"it has no end yet, after {seconds:.0f} s", UNSURE)
            self.surroundings.sleep(PAUSE_SECONDS)
        return found

    def pour(self, call: Call[bytes | str], file: str) -> None:
        """Write a file as the API has it; `-` is standard output."""
        content = self.ask(call)
        raw = content.encode() if isinstance(content, str) else content
        if file == "-":
            typer.get_binary_stream("stdout").write(raw)
            return
        try:
            Path(file).write_bytes(raw)
        except OSError as error:
            raise Unable(f"{file} cannot be written: {error}", USAGE) from error
        if self.as_json:
            print_json({"file": file, "bytes": len(raw)})
        else:
            print_out(f"{file}: {len(raw)} bytes")

    def fail(self, words: str) -> NoReturn:
        """End: it was tried, and it is not so."""
        raise Unable(words, NOT_SO)

    def _done(self, told: str) -> None:
        if self.as_json:
            print_json({"done": True})
        else:
            print_out(told)


def desk_of(context: typer.Context) -> Desk:
    """Return what the root command has put there."""
    desk = context.find_object(Desk)
    if desk is None:
        raise RuntimeError("a command runs below the root command")
    return desk
