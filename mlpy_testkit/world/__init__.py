"""The outside as programs see it, real or under a test's control.

What only tests need is loaded when it is first used.
"""

from typing import TYPE_CHECKING

from ..lazy import lazy_names
from .world import LogRecord, World, world

_HOMES = {
    "Clock": "clock",
    "RealClock": "clock",
    "VirtualClock": "clock",
    "Files": "files",
    "MemoryFiles": "memory_files",
    "Status": "files",
    "Network": "network",
    "NetworkError": "network",
    "NoNetwork": "network",
    "CannedNetwork": "canned_network",
    "Answer": "canned_network",
    "Failure": "canned_network",
    "Timeout": "canned_network",
    "Request": "network",
    "Response": "network",
    "PredictableEntropy": "entropy",
    "secure_entropy": "entropy",
    "describe_world": "description",
    "read_world": "description",
}

__all__ = [
    "World",
    "world",
    "Clock",
    "RealClock",
    "VirtualClock",
    "Files",
    "MemoryFiles",
    "Status",
    "Network",
    "NetworkError",
    "NoNetwork",
    "CannedNetwork",
    "Answer",
    "Failure",
    "Timeout",
    "Request",
    "Response",
    "LogRecord",
    "PredictableEntropy",
    "secure_entropy",
    "describe_world",
    "read_world",
]

if TYPE_CHECKING:
    from .canned_network import Answer, CannedNetwork, Failure, Timeout
    from .clock import Clock, RealClock, VirtualClock
    from .description import describe_world, read_world
    from .entropy import PredictableEntropy, secure_entropy
    from .files import Files, Status
    from .memory_files import MemoryFiles
    from .network import Network, NetworkError, NoNetwork, Request, Response

__getattr__, __dir__ = lazy_names(__name__, _HOMES)
