"""mlpy's ``integration`` group of commands: for click's own runner where click is there, and as a plain callable."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, List, Optional, Sequence


def _run(arguments: List[str]) -> int:
    from . import run_command

    return run_command(arguments)


def plain(args: Optional[List[str]] = None) -> int:
    """Integration Toolkit commands: run ``validate`` or ``benchmark`` and return the exit status."""
    return _run(["integration", *(sys.argv[1:] if args is None else args)])


def _group() -> Any:
    """Return the group as click has it, or the plain function where there is no click."""
    try:
        click: Any = import_module("click")  # an application that tests with it has it
    except ImportError:
        return plain

    def validate() -> None:
        sys.exit(_run(["validate"]))

    def benchmark(ml_file: str, iterations: int, concurrency: int, warmup: int, grant: Sequence[str]) -> None:
        options = ["--iterations", str(iterations), "--warmup", str(warmup)]
        if concurrency != 1:
            options = ["--concurrency", str(concurrency)]  # mlpy takes the others too, and makes nothing of them
        options += [word for kind in grant for word in ("--grant", kind)]
        sys.exit(_run(["benchmark", ml_file, *options]))

    group = click.Group("integration", help="Integration Toolkit commands.")
    group.add_command(click.Command("validate", callback=validate, help="Validate Integration Toolkit setup."))
    parameters = [
        click.Argument(["ml_file"], type=click.Path(exists=True)),
        click.Option(["--iterations"], default=100, show_default=True, help="Number of iterations."),
        click.Option(["--concurrency"], default=1, show_default=True, help="Executions side by side."),
        click.Option(["--warmup"], default=10, show_default=True, help="Warmup iterations."),
        click.Option(["--grant"], multiple=True, metavar="TYPE[:PATTERN]", help="Grant a capability."),
    ]
    group.add_command(
        click.Command("benchmark", callback=benchmark, params=parameters, help="Benchmark ML file execution.")
    )
    return group


integration = _group()
