"""The outside as programs see it, real or under a test's control."""

from .canned_network import Answer, CannedNetwork, Failure, Timeout
from .clock import Clock, RealClock, VirtualClock
from .description import describe_world, read_world
from .entropy import PredictableEntropy, secure_entropy
from .files import Files, Status
from .memory_files import MemoryFiles
from .network import Network, NetworkError, NoNetwork, Request, Response
from .world import LogRecord, World, world

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
