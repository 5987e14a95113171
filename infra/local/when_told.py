"""Runs another program once a byte comes through a pipe, and reads what it imports before."""

import os
import runpy
import sys
from importlib import import_module
from importlib.util import find_spec


def main() -> None:
    descriptor, module, *arguments = sys.argv[1:]
    spec = find_spec(module)
    inner = f"{module}.__main__" if spec is not None and spec.submodule_search_locations is not None else module
    import_module(inner)
    # It is to run as the main program, not a second time as a module.
    del sys.modules[inner]
    # The pipe's end without a byte: whoever should have told is gone.
    if os.read(int(descriptor), 1):
        os.close(int(descriptor))
        sys.argv = [module, *arguments]
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
