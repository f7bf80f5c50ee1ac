"""Where output goes that nobody else takes: to standard output, if there is one."""

from __future__ import annotations

import sys


def echo(text: str) -> None:
    """Print what a program prints."""
    if sys.stdout is not None:
        sys.stdout.write(text)
