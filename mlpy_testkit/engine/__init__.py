"""The embedded ML engine: from text to an outcome, in pure Python.

>>> Engine().run('result = "n = " + 6 * 7;').value
'n = 42'
"""

from .engine import Engine
from .errors import (
    Frame,
    MLCheckError,
    MLDeniedError,
    MLError,
    MLLimitError,
    MLNameError,
    MLRuntimeError,
    MLSecurityError,
    MLSyntaxError,
    MLThrownError,
    MLUsageError,
)
from .findings import Finding
from .library import Library
from .limits import Limits
from .outcome import Outcome
from .program import Program
from .session import Session

__all__ = [
    "Engine",
    "Finding",
    "Frame",
    "Library",
    "Limits",
    "MLCheckError",
    "MLDeniedError",
    "MLError",
    "MLLimitError",
    "MLNameError",
    "MLRuntimeError",
    "MLSecurityError",
    "MLSyntaxError",
    "MLThrownError",
    "MLUsageError",
    "Outcome",
    "Program",
    "Session",
]
