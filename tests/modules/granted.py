"""A test case whose tests run inside an execution to which everything is granted."""

from typing import Any

from mlpy_testkit.capabilities import everything
from mlpy_testkit.engine.limits import Limits, Run
from tests.engine.running import RunCase


class GrantedCase(RunCase):
    """Enters a run that may do everything."""

    def enter(self, limits: Limits, **options: Any) -> Run:
        run = super().enter(limits, **options)
        run.capabilities = everything()
        return run
