"""The one door: every check of running code goes through here.

``require`` asks with a resource and an operation; functions that only have a type are checked by
``guarded``, which the declarations of the modules put around them. Both find the context in force,
decide, count the uses, and write into the audit trail.
"""

from __future__ import annotations

import sys
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, List, Optional, Sequence, Tuple, Union

from ..engine.errors import MLUsageTypeError
from ..engine.limits import current
from ..records import NamedTuple
from .audit import AuditTrail, find_caller
from .changes import changes
from .context import CapabilityContext, Decision, NoContext, get_current_context
from .errors import CapabilityDeniedError
from .kinds import NETWORK, PATH, TEXT, kind_of
from .patterns import Resolve, is_plain_path, real_path

if TYPE_CHECKING:
    from .tokens import CapabilityToken

Types = Union[str, Tuple[str, ...], List[str]]

_nothing = NoContext(name="no context")

_functions: Dict[CodeType, str] = {}  # the library functions that ask for themselves


class Request(NamedTuple):
    """One use that is asked for."""

    type: str
    resource: Optional[str] = None
    operation: Optional[str] = None
    size: Optional[int] = None


def in_force() -> CapabilityContext:
    """Return the context of the current run, else that of this thread or task, else one that denies everything."""
    context = current().capabilities
    if context is None:
        return get_current_context() or _nothing
    if not isinstance(context, CapabilityContext):
        raise MLUsageTypeError(f"the capabilities of a run must be a CapabilityContext, not {type(context).__name__}")
    return context


def audit_trail() -> AuditTrail:
    """Return the trail of the context in force.

    >>> from mlpy_testkit.capabilities import Grants
    >>> with Grants(["math.compute"]):
    ...     require("math.compute")
    ...     audit_trail().count("math.compute", granted=True)
    1
    """
    return in_force().audit


# -- asking ------------------------------------------------------------------------------------------


def require(
    types: Types,
    resource: Optional[str] = None,
    operation: Optional[str] = None,
    *,
    size: Optional[int] = None,
    function: Optional[str] = None,
) -> None:
    """Return if all *types* are granted for an operation on a resource, else raise ``CapabilityDeniedError``.

    ``size`` is that of the file which is read or written, in bytes. Types that speak of resources (of
    files, of the network, of the environment) are only looked for, and no use is counted, as long as the
    call names neither resource nor operation.

    >>> from mlpy_testkit.capabilities import Grants
    >>> with Grants(["file.read:/data/*"]):
    ...     require("file.read", "/data/a.csv", "read")
    ...     require("file.read", "/etc/passwd", "read")
    Traceback (most recent call last):
        ...
    mlpy_testkit.capabilities.errors.CapabilityDeniedError: ...
    """
    names = (types,) if isinstance(types, str) else tuple(types)
    _check(in_force(), [Request(name, resource, operation, size) for name in names], function, [])


def require_all(requests: Iterable[Tuple[Any, ...]], *, function: Optional[str] = None) -> None:
    """Return if all uses (type, resource, operation[, size]) are granted; else raise, and count none of them.

    >>> from mlpy_testkit.capabilities import Grants
    >>> with Grants(["file.read:/in/*", "file.write:/out/*"]):
    ...     require_all([("file.read", "/in/a.csv", "read"), ("file.write", "/out/a.csv", "write")])
    """
    _check(in_force(), [Request(*request) for request in requests], function, [])


class OneUse:
    """One use that touches many resources, such as a walk through directories.

    All of them are checked; each token that covers some of them is counted once.
    """

    def __init__(self) -> None:
        self._counted: List[CapabilityToken] = []

    def require(self, type: str, resource: str, operation: str) -> None:
        """Return if an operation on one more resource is granted, else raise ``CapabilityDeniedError``."""
        _check(in_force(), [Request(type, resource, operation)], None, self._counted)

    def require_all(self, requests: Iterable[Tuple[Any, ...]]) -> None:
        """Return if some more uses (type, resource, operation[, size]) are granted, else raise."""
        _check(in_force(), [Request(*request) for request in requests], None, self._counted)


def is_granted(type: str, resource: str, operation: str) -> bool:
    """Tell whether a use is granted; nothing is counted or recorded."""
    return _decide(in_force(), Request(type, resource, operation), world_resolve(), ()).token is not None


def require_path(
    types: Types, path: str, operation: str, *, size: Optional[int] = None, function: Optional[str] = None
) -> str:
    """Resolve a path once, check the uses of it, and return it: this is the path to open.

    >>> from mlpy_testkit.capabilities import Grants
    >>> with Grants(["file.read:/no/*"]):
    ...     require_path("file.read", "/no/./a.csv", "read")
    '/no/a.csv'
    """
    if not is_plain_path(path):
        require(types, path, operation, size=size, function=function)
        raise ValueError("embedded null byte" if "\0" in path else f"not a path: {path!r}")
    resolved = (world_resolve() or real_path)(path)
    require(types, resolved, operation, size=size, function=function)
    return resolved


def world_resolve() -> Optional[Resolve]:
    """Return how the files of the run's world resolve a path; None if they are those of the disk."""
    world = current().world
    if world is None or world.files.on_disk:
        return None
    resolve: Resolve = world.files.resolve
    return resolve


def asks_size(*types: str) -> bool:
    """Tell whether some grant in force is for files up to a size, so that a request should say the size."""
    context = in_force()
    return any(token.constraints.max_file_size is not None for name in types for token in context.held(name))


def _check(
    context: CapabilityContext, requests: List[Request], function: Optional[str], counted: List[CapabilityToken]
) -> None:
    caller = find_caller(sys._getframe(2))
    if function is None and caller is not None and caller.callee is not None:
        function = _functions.get(caller.callee)
    resolve = world_resolve() if any(kind_of(request.type) == PATH for request in requests) else None
    decisions = [(request, _decide(context, request, resolve, counted)) for request in requests]
    failed = [found for found in decisions if found[1].token is None] or _consume(decisions, counted)
    for request, decision in failed or decisions:
        if failed or not _only_looks(request):
            context.record_check(*request[:3], decision.reason, function, caller)
    if failed:
        raise _denied(context, failed, function)


def _decide(
    context: CapabilityContext, request: Request, resolve: Optional[Resolve], counted: Sequence[CapabilityToken]
) -> Decision:
    decision = context.decide(*request, resolve, counted=counted)
    named_nothing = request.resource is None and request.operation is not None
    if decision.token is not None and named_nothing and kind_of(request.type) in (PATH, NETWORK):
        return Decision(None, "resource", decision.token)  # a file or a host must have a name
    return decision


def _consume(
    decisions: List[Tuple[Request, Decision]], counted: List[CapabilityToken]
) -> List[Tuple[Request, Decision]]:
    """Count the uses of tokens that are not *counted* yet; if one cannot be had, give back the others and return it."""
    taken: List[CapabilityToken] = []
    for request, decision in decisions:
        token = decision.token
        if token is None or _only_looks(request) or any(token is other for other in counted):
            continue
        if not token.consume():
            for other in taken:
                other.give_back()
            return [(request, Decision(None, "exhausted", token))]
        taken.append(token)
    counted += taken
    return []


def _only_looks(request: Request) -> bool:
    return request.resource is None and request.operation is None and kind_of(request.type) != TEXT


# -- the check of a type alone -----------------------------------------------------------------------


def guarded(function: Callable[..., Any], name: str, types: Tuple[str, ...]) -> Callable[..., Any]:
    """Return a function that checks some types, then calls *function*."""
    key = types[0] if len(types) == 1 else ""

    def call(*arguments: Any) -> Any:
        context = current().capabilities
        if context is None:
            context = get_current_context()
        try:
            mark, uses = context.remembered[key]
        except (KeyError, AttributeError):  # nothing is remembered; there is no context, or none of ours
            mark = None
        if mark is changes.mark:
            next(uses)
        else:
            _check_types(types, name)
        return function(*arguments)

    call.__dict__.update(function.__dict__, __wrapped__=function)
    call.__name__ = function.__name__
    call.__qualname__ = function.__qualname__
    call.__doc__ = function.__doc__
    return call


def _check_types(types: Tuple[str, ...], name: str) -> None:
    context = in_force()
    mark = changes.mark
    _check(context, [Request(kind) for kind in types], name, [])
    if len(types) == 1:
        token = context.decide(types[0]).token
        if token is not None:
            context.remember(types[0], token, mark)


def asks_itself(function: Callable[..., Any], name: str) -> None:
    """Mark a function that calls ``require`` itself; its denials tell its name."""
    if isinstance(function, FunctionType):
        function.__dict__["checks_itself"] = True
        _functions[function.__code__] = name


# -- what is said ------------------------------------------------------------------------------------

_ABSENT = frozenset(["missing", "expired", "exhausted", "invalid"])


def _denied(
    context: CapabilityContext, failed: List[Tuple[Request, Decision]], function: Optional[str]
) -> CapabilityDeniedError:
    """Return the error for uses that were denied: the missing types first, else the first other reason."""
    absent = [found for found in failed if found[1].reason in _ABSENT]
    request, decision = (absent or failed)[0]
    types = tuple(dict.fromkeys(found.type for found, _ in absent or failed))
    states: List[str] = []
    if decision.reason == "no context":
        lines = [f"Function requires capabilities {list(types)!r}, but no capability context is active."]
    elif absent:
        states = [_state(found, made) for found, made in absent if made.nearest is not None]
        lines = [
            f"Missing required capabilities: {list(types)!r}",
            f"Available capabilities: {context.types()!r}",
            *states,
        ]
    else:
        types = (request.type,)
        lines = [_refusal(request, decision), f"Available capabilities: {context.types()!r}"]
    if function:
        lines.append(f"Function: {function}")
    error = CapabilityDeniedError(
        "\n".join(lines), types, decision.reason, request.resource, request.operation, function
    )
    error.hint = states[0][0].lower() + states[0][1:] if states else ""
    return error


def _state(request: Request, decision: Decision) -> str:
    assert decision.nearest is not None
    limits = decision.nearest.constraints
    if decision.reason == "expired" and limits.expires_at is not None:
        return f"Capability '{request.type}' expired at {limits.expires_at.isoformat()}"
    if decision.reason == "exhausted":
        return f"Capability '{request.type}' is used up: {limits.max_usage_count} of {limits.max_usage_count} uses"
    return f"Capability '{request.type}' was changed after it was granted"


def _refusal(request: Request, decision: Decision) -> str:
    where = "without a resource"
    if request.resource is not None:
        shown = request.resource if len(request.resource) <= 200 else request.resource[:200] + "..."
        where = f"for resource '{shown}'"
    if request.operation is not None:
        where += f" with operation '{request.operation}'"
    return f"Access denied {where}: capability '{request.type}' {_limit(decision)}"


def _limit(decision: Decision) -> str:
    if decision.nearest is None:
        return "is not declared by the program"
    limits = decision.nearest.constraints
    if decision.reason == "operation":
        return f"is granted for operations {sorted(limits.allowed_operations)!r}"
    if decision.reason == "size":
        return f"is granted for files of up to {limits.max_file_size} bytes"
    granted = [*limits.resource_patterns, *limits.allowed_hosts]
    ports = f" on ports {limits.allowed_ports!r}" if limits.allowed_ports else ""
    return f"is granted for {granted!r}{ports}" if granted or ports else "does not cover it"
