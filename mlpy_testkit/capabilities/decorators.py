"""Decorators for Python functions: what they require, and what they hold while they run.

The check of a coroutine function is made when the coroutine runs, in the task that runs it.
"""

from __future__ import annotations

import functools
import inspect
from contextlib import contextmanager
from typing import Any, Callable, ContextManager, Dict, Iterable, Iterator, List, Tuple, TypeVar, Union, cast

from ..engine.errors import MLUsageError
from .constraints import texts
from .context import CapabilityContext, capability_context, get_current_context
from .door import in_force
from .errors import CapabilityNotFoundError
from .manager import get_capability_manager
from .tokens import CapabilityToken, Texts, create_capability_token

Function = TypeVar("Function", bound=Callable[..., Any])
Spec = Tuple[str, str, str]


def requires_capability(
    capability_type: str, resource_pattern: str = "", operation: str = "", auto_use: bool = True
) -> Callable[[Function], Function]:
    """Let a function run only if the context in force grants a type, a resource, an operation.

    With ``auto_use`` a call counts as a use. Raises ``CapabilityNotFoundError`` otherwise.

    >>> from mlpy_testkit.capabilities import file_capability_context
    >>> @requires_capability("file", "/data/a.csv", "read")
    ... def load():
    ...     return "loaded"
    >>> with file_capability_context("/data/*"):
    ...     load()
    'loaded'
    >>> load()
    Traceback (most recent call last):
        ...
    mlpy_testkit.capabilities.errors.CapabilityNotFoundError: ...
    """
    spec = (capability_type, resource_pattern, operation)
    details = {
        "capability_type": capability_type,
        "resource_pattern": resource_pattern,
        "operation": operation,
        "auto_use": auto_use,
    }
    return _before(lambda: _check([spec], auto_use), "_mlpy_capability_required", details)


def requires_capabilities(*capability_specs: Union[str, Tuple[str, ...]]) -> Callable[[Function], Function]:
    """Let a function run only if all of ``(type[, resource[, operation]])`` are granted.

    >>> from mlpy_testkit.capabilities import Grants
    >>> @requires_capabilities("math", ("file", "/data/a.csv", "read"))
    ... def mean():
    ...     return 2
    >>> with Grants(["math", "file:/data/*"]):
    ...     mean()
    2
    """
    specs: List[Spec] = []
    for given in capability_specs:
        parts = (given,) if isinstance(given, str) else tuple(given)
        if not 1 <= len(parts) <= 3 or not all(isinstance(part, str) for part in parts):
            raise MLUsageError(f"a requirement is (type, resource, operation), not {given!r}")
        specs.append(cast(Spec, (*parts, "", "")[:3]))
    return _before(lambda: _check(specs, True), "_mlpy_capabilities_required", capability_specs)


def _check(specs: List[Spec], use: bool) -> None:
    """Raise unless all is granted; count the uses only then."""
    context = get_current_context() or in_force()
    taken: List[CapabilityToken] = []
    for capability_type, resource, operation in specs:
        decision = context.decide(capability_type, resource or None, operation or None)
        token, reason = decision.token, decision.reason
        if token is not None and use and not token.consume():
            token, reason = None, "exhausted"
        context.audit.record(capability_type, resource or None, operation or None, reason)
        if token is None:
            for other in taken:
                other.give_back()
            raise CapabilityNotFoundError(capability_type, resource or None)
        if use:
            taken.append(token)


def _before(check: Callable[[], None], attribute: str, details: Any) -> Callable[[Function], Function]:
    """Return a decorator that runs *check* before the function."""

    def decorate(function: Function) -> Function:
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def later(*arguments: Any, **options: Any) -> Any:
                check()
                return await function(*arguments, **options)

            wrapper: Callable[..., Any] = later
        else:

            @functools.wraps(function)
            def at_once(*arguments: Any, **options: Any) -> Any:
                check()
                return function(*arguments, **options)

            wrapper = at_once
        wrapper.__dict__[attribute] = details
        return cast(Function, wrapper)

    return decorate


def _within(make: Callable[[], ContextManager[Any]], attribute: str, details: Any) -> Callable[[Function], Function]:
    """Return a decorator that runs the function inside a context."""

    def decorate(function: Function) -> Function:
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise MLUsageError(f"{function.__qualname__} is a generator: it runs after the call, outside the context")
        if inspect.iscoroutinefunction(function):

            @functools.wraps(function)
            async def later(*arguments: Any, **options: Any) -> Any:
                with make():
                    return await function(*arguments, **options)

            wrapper: Callable[..., Any] = later
        else:

            @functools.wraps(function)
            def at_once(*arguments: Any, **options: Any) -> Any:
                with make():
                    return function(*arguments, **options)

            wrapper = at_once
        wrapper.__dict__[attribute] = details
        return cast(Function, wrapper)

    return decorate


def with_capability(
    capability_type: str, resource_patterns: Texts = None, operations: Texts = None, **token_kwargs: Any
) -> Callable[[Function], Function]:
    """Let a function hold a capability while it runs; each call has a token of its own.

    >>> @with_capability("file", "/data/*", {"read"})
    ... def may_read():
    ...     return get_current_context().can_access_resource("file", "/data/a.csv", "read")
    >>> may_read()
    True
    """
    patterns, allowed = _kept(resource_patterns), _kept(operations)
    make = capability_context_manager(capability_type, patterns, allowed, **token_kwargs)
    details = {"capability_type": capability_type, "resource_patterns": patterns, "operations": allowed}
    return _within(make, "_mlpy_capability_provided", details)


def capability_context_manager(
    capability_type: str, resource_patterns: Texts = None, operations: Texts = None, **token_kwargs: Any
) -> Callable[[], ContextManager[CapabilityContext]]:
    """Return a function that makes contexts with one capability, for ``with`` statements.

    Raises ``MLUsageError`` at once for what is no capability.

    >>> reading = capability_context_manager("file.read", "/data/*")
    >>> with reading() as context:
    ...     context.has_capability("file.read")
    True
    """

    patterns, allowed = _kept(resource_patterns), _kept(operations)
    limits = {name: _kept(value) for name, value in token_kwargs.items()}
    create_capability_token(capability_type, patterns, allowed, **limits)  # fails early

    @contextmanager
    def make() -> Iterator[CapabilityContext]:
        token = create_capability_token(capability_type, patterns, allowed, **limits)
        with get_capability_manager().capability_context(f"with_{capability_type}", [token]) as context:
            yield context

    return make


def _kept(value: Any) -> Any:
    """Return a list for an iterator: it would be empty, which means no limit, for the second context."""
    return list(value) if isinstance(value, Iterator) else value


def capability_safe(allowed_capabilities: Iterable[str], strict: bool = True) -> Callable[[Function], Function]:
    """Let a function use no more than some types of what is granted to its caller.

    With ``strict=False`` the types are only noted.

    >>> from mlpy_testkit.capabilities import Grants
    >>> @capability_safe(["math.compute"])
    ... def types():
    ...     return [name for name in ("math.compute", "file.read") if get_current_context().has_capability(name)]
    >>> with Grants(["math.compute", "file.read"]):
    ...     types()
    ['math.compute']
    """
    allowed = texts(allowed_capabilities, "allowed_capabilities")

    @contextmanager
    def make() -> Iterator[None]:
        outer = get_current_context()
        if outer is None or not strict:
            yield
            return
        with capability_context(outer.only(allowed)):
            yield

    return _within(make, "_mlpy_capability_restrictions", {"allowed_capabilities": allowed, "strict": strict})


def requires_file_access(patterns: Texts, operations: Texts = None) -> Callable[[Function], Function]:
    """Let a function run only if "file" is granted for all patterns and operations.

    >>> from mlpy_testkit.capabilities import file_capability_context
    >>> @requires_file_access(["/data/a.csv"], {"read"})
    ... def load():
    ...     return "loaded"
    >>> with file_capability_context("/data/*"):
    ...     load()
    'loaded'
    """
    return _requires_all("file", texts(patterns, "patterns"), operations)


def requires_network_access(hosts: Texts, operations: Texts = None) -> Callable[[Function], Function]:
    """Let a function run only if "network" is granted for all hosts and operations.

    >>> from mlpy_testkit.capabilities import network_capability_context
    >>> @requires_network_access(["https://api.example.com/"], {"https"})
    ... def fetch():
    ...     return "fetched"
    >>> with network_capability_context("api.example.com"):
    ...     fetch()
    'fetched'
    """
    return _requires_all("network", texts(hosts, "hosts"), operations)


def _requires_all(kind: str, resources: List[str], operations: Texts) -> Callable[[Function], Function]:
    wanted = sorted(texts(operations, "operations")) or [""]
    specs: List[Spec] = [(kind, resource, operation) for resource in resources or [""] for operation in wanted]
    details = {
        "capability_type": kind,
        "resource_pattern": resources[0] if resources else "",
        "operation": ",".join(wanted),
        "auto_use": True,
    }
    return _before(lambda: _check(specs, True), "_mlpy_capability_required", details)


def requires_math_capability() -> Callable[[Function], Function]:
    """Let a function run only if "math" is granted.

    >>> from mlpy_testkit.capabilities import Grants
    >>> @requires_math_capability()
    ... def root():
    ...     return 4.0
    >>> with Grants(["math"]):
    ...     root()
    4.0
    """
    return requires_capability("math")


_ATTRIBUTES = {
    "required": "_mlpy_capability_required",
    "required_multiple": "_mlpy_capabilities_required",
    "provided": "_mlpy_capability_provided",
    "restrictions": "_mlpy_capability_restrictions",
}


def get_function_capabilities(func: Callable[..., Any]) -> Dict[str, Any]:
    """Return what the decorators of a function say.

    >>> @requires_capability("math")
    ... def root():
    ...     return 4.0
    >>> get_function_capabilities(root)["required"]["capability_type"]
    'math'
    """
    found = {name: getattr(func, attribute, None) for name, attribute in _ATTRIBUTES.items()}
    return {name: value for name, value in found.items() if value is not None}


def is_capability_protected(func: Callable[..., Any]) -> bool:
    """Tell whether a function has one of the decorators.

    >>> is_capability_protected(len)
    False
    """
    return bool(get_function_capabilities(func))
