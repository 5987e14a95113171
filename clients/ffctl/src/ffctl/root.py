"""The root command: options for all commands may stand anywhere, and every failure ends with its words and code."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import typer
from typer.core import TyperGroup

from ffctl.desk import Desk
from ffctl.endings import INTERRUPTED, Unable, of_problem, problem_document
from ffctl.printing import print_json_line, say
from freeswitch_functions_client import Problem

FLAGS = ("--json", "--curl")
VALUED = ("--profile", "--url")


class Root(TyperGroup):
    """Takes the options for all commands from wherever they stand, and knows how a failure is told."""

    # What a context is (Click's, or Typer's own) depends on Typer's version.
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, in_front(args))

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            _tell(problem, ctx.obj)
            raise typer.Exit(of_problem(problem)) from problem
        except Unable as unable:
            if _is_for_programs(ctx.obj):
                print_json_line({"code": "unable", "detail": str(unable), "exit_code": unable.code}, err=True)
            else:
                say(f"ffctl: {unable}")
            raise typer.Exit(unable.code) from unable
        except KeyboardInterrupt as interrupt:
            raise typer.Exit(INTERRUPTED) from interrupt
        finally:
            if isinstance(ctx.obj, Desk):
                ctx.obj.close()


def in_front(args: Sequence[str]) -> list[str]:
    """Bring the options for all commands to the front, up to `--`."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(args)
    for word in words:
        # What follows `explain` is another program's, which has a --profile of its own.
        if word == "--" or (word == "explain" and not rest):
            rest += [word, *words]
        elif word in FLAGS or word.startswith(tuple(f"{name}=" for name in VALUED)):
            front.append(word)
        elif word in VALUED:
            front += [word, *islice(words, 1)]
        else:
            rest.append(word)
    return [*front, *rest]


def _is_for_programs(desk: object) -> bool:
    return isinstance(desk, Desk) and desk.as_json


def _tell(problem: Problem, desk: object) -> None:
    """As the API words it; with `--json` as the API says it."""
    if _is_for_programs(desk):
        print_json_line(problem_document(problem), err=True)
        return
    where = f" from {desk.place.url}" if problem.status == 0 and isinstance(desk, Desk) else ""
    say(f"ffctl: {problem}{where}")
    if problem.retry_after_seconds is not None:
        say(f"worth another try in {problem.retry_after_seconds} s")
