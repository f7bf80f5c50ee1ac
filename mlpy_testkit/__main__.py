"""``python -m mlpy_testkit``: the command line."""

from __future__ import annotations

import gc
import sys
from typing import List, Optional


def main(arguments: Optional[List[str]] = None) -> int:
    """Run a command and return its exit status: 0 well, 1 the ML program failed, 2 wrong usage."""
    from .commands import run_command

    return run_command(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    status = main()
    if sys.argv[1:2] != ["emulate"]:  # a script may count on what Python does at its end
        gc.freeze()  # all of it ends with the process: to search it for garbage would slow the end of every program
    sys.exit(status)
