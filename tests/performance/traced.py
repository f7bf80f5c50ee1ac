"""Measurements that a tracer sees: no harm where the clock is scripted, or only the form of a result counts."""

import sys
from types import SimpleNamespace
from unittest import mock

# A class decorator: benchmarks leave the hook of a tracer, such as that of coverage, in its place.
traced = mock.patch(
    "mlpy_testkit.performance.quiet.sys",
    SimpleNamespace(
        gettrace=sys.gettrace, settrace=lambda hook: None, getprofile=sys.getprofile, setprofile=sys.setprofile
    ),
)
