"""Where something was made: the line of the test, or of the code under test."""

from __future__ import annotations

import os
import sys
import threading
from typing import Any, Optional

from ..origin import NAME

_PYTHON = os.path.dirname(threading.__file__) + os.sep
_BETWEEN = tuple(
    _PYTHON + name for name in ("asyncio", "concurrent", "multiprocessing", "subprocess.py", "threading.py")
)
_CASE = __name__.rpartition(".")[0] + "."
_KIT = f"{NAME}."


def caller() -> Optional[str]:
    """Return the place of the code that had the caller do something, by way of Python's own modules.

    None if that is the kit itself, which runs the coroutines of a test.
    """
    frame: Any = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith(_BETWEEN):
        frame = frame.f_back
    if frame is None or frame.f_globals.get("__name__", "").startswith(_CASE):
        return None
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


def outside_python() -> Optional[str]:
    """Return the place of the code that had the caller do something, by way of whatever is Python's or the kit's.

    None if no other code is on the way.
    """
    frame: Any = sys._getframe(2)
    while frame is not None and _is_inner(frame):
        frame = frame.f_back
    return None if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"


def _is_inner(frame: Any) -> bool:
    file = frame.f_code.co_filename
    is_pythons = file.startswith((_PYTHON, "<frozen")) and "-packages" not in file
    return is_pythons or frame.f_globals.get("__name__", "").startswith(_KIT)
