"""The embedded ML engine: from text to an outcome, in pure Python.

>>> Engine().run('result = "n = " + 6 * 7;').value
'n = 42'
"""

from .checks import Finding
from .engine import Engine, Outcome, Session
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
from .library import Library
from .limits import Limits
from .program import Program

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
