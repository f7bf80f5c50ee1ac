"""The names, parameters, fields, defaults, keys and texts of ``mlpy.runtime.capabilities``, one by one.

What is written here was observed on mlpy 2.0. Where ours is different on purpose, the line says so.
"""

from __future__ import annotations

import inspect
import json
import unittest
from datetime import datetime, timedelta
from typing import Any, Callable, Dict, List

from mlpy_testkit import capabilities
from mlpy_testkit.capabilities import (
    CapabilityConstraint,
    CapabilityContext,
    CapabilityError,
    CapabilityManager,
    CapabilityToken,
    create_capability_token,
    create_file_capability,
    create_network_capability,
    decorators,
    errors,
    manager,
)

NAMES = """
CapabilityToken CapabilityManager CapabilityContext CapabilityConstraint create_capability_token
create_file_capability create_network_capability get_capability_manager reset_capability_manager
requires_capability with_capability CapabilityError CapabilityNotFoundError CapabilityExpiredError
CapabilityValidationError InsufficientCapabilityError CapabilityContextError capability_context
isolated_capability_context get_current_context set_current_context
"""

# Parameters with their defaults, after ``self``; "..." stands for a value made for each object.
SIGNATURES: Dict[Callable[..., Any], str] = {
    CapabilityConstraint: "resource_patterns=... allowed_operations=... max_usage_count=None expires_at=None "
    "max_file_size=None max_memory=None max_cpu_time=None allowed_hosts=... allowed_ports=...",
    CapabilityConstraint.matches_resource: "resource_path",
    CapabilityConstraint.allows_operation: "operation",
    CapabilityConstraint.is_expired: "",
    CapabilityToken: "token_id=... capability_type='' constraints=... created_at=... created_by='system' "
    "description='' usage_count=0 last_used_at=None",
    CapabilityToken.validate_integrity: "",
    CapabilityToken.is_valid: "",
    CapabilityToken.can_access_resource: "resource_path operation",
    CapabilityToken.use_token: "resource_path operation",
    CapabilityToken.to_dict: "",
    CapabilityToken.from_dict: "data",
    create_capability_token: "capability_type resource_patterns=None allowed_operations=None expires_in=None "
    "max_usage_count=None description='' **kwargs",
    create_file_capability: "patterns operations=None max_file_size=None **kwargs",
    create_network_capability: "hosts ports=None operations=None **kwargs",
    CapabilityContext: "context_id=None name='' parent_context=None created_at=None",
    CapabilityContext.add_capability: "token",
    CapabilityContext.remove_capability: "capability_type",
    CapabilityContext.has_capability: "capability_type check_parents=True",
    CapabilityContext.get_capability: "capability_type check_parents=True",
    CapabilityContext.get_capability_token: "capability_type",
    CapabilityContext.get_capability_token_unchecked: "capability_type check_parents=True",
    CapabilityContext.can_access_resource: "capability_type resource_path operation",
    CapabilityContext.use_capability: "capability_type resource_path operation",
    CapabilityContext.get_all_capabilities: "include_parents=True",
    CapabilityContext.cleanup_expired_tokens: "",
    CapabilityContext.create_child_context: "name=''",
    CapabilityContext.get_context_hierarchy: "",
    CapabilityContext.to_dict: "",
    capabilities.get_current_context: "",
    capabilities.set_current_context: "context",
    capabilities.capability_context: "context",
    capabilities.isolated_capability_context: "name='isolated'",
    CapabilityManager: "",
    CapabilityManager.create_context: "name='' parent=None",
    CapabilityManager.get_context: "context_id",
    CapabilityManager.capability_context: "name='' capabilities=None",
    CapabilityManager.create_file_capability_context: "patterns operations=None",
    CapabilityManager.create_network_capability_context: "hosts ports=None",
    CapabilityManager.has_capability: "capability_type resource_path='' operation=''",
    CapabilityManager.use_capability: "capability_type resource_path operation",
    CapabilityManager.add_capability_to_current_context: "token",
    CapabilityManager.clear_cache: "",
    CapabilityManager.cleanup_expired_tokens: "",
    CapabilityManager.get_statistics: "",
    CapabilityManager.get_debug_info: "",
    manager.get_capability_manager: "",
    manager.reset_capability_manager: "",
    manager.has_capability: "capability_type resource_path='' operation=''",
    manager.use_capability: "capability_type resource_path operation",
    manager.add_capability: "token",
    manager.file_capability_context: "patterns operations=None",
    manager.network_capability_context: "hosts ports=None",
    decorators.requires_capability: "capability_type resource_pattern='' operation='' auto_use=True",
    decorators.requires_capabilities: "*capability_specs",
    decorators.with_capability: "capability_type resource_patterns=None operations=None **token_kwargs",
    decorators.capability_safe: "allowed_capabilities strict=True",
    decorators.capability_context_manager: "capability_type resource_patterns=None operations=None **token_kwargs",
    decorators.requires_file_access: "patterns operations=None",
    decorators.requires_network_access: "hosts operations=None",
    decorators.requires_math_capability: "",
    decorators.get_function_capabilities: "func",
    decorators.is_capability_protected: "func",
    errors.CapabilityError: "message context=None",
    errors.CapabilityNotFoundError: "capability_type pattern=None",
    errors.CapabilityExpiredError: "capability_type expired_at",
    errors.CapabilityValidationError: "reason token_id=None",
    errors.InsufficientCapabilityError: "required_permission current_permission",
    errors.CapabilityContextError: "message context_id=None",
}

MOMENT = datetime(2030, 1, 2, 3, 4, 5)

# Each error with its text and the rest of its ``context``.
ERRORS = [
    (
        errors.CapabilityNotFoundError("a.b"),
        "Required capability 'a.b' not found",
        {"error_code": "CAPABILITY_NOT_FOUND", "capability_type": "a.b", "pattern": None},
    ),
    (
        errors.CapabilityNotFoundError("a.b", "/x/*"),
        "Required capability 'a.b' not found for pattern '/x/*'",
        {"error_code": "CAPABILITY_NOT_FOUND", "capability_type": "a.b", "pattern": "/x/*"},
    ),
    (
        errors.CapabilityExpiredError("a.b", MOMENT),
        "Capability 'a.b' expired at 2030-01-02T03:04:05",
        {"error_code": "CAPABILITY_EXPIRED", "capability_type": "a.b", "expired_at": "2030-01-02T03:04:05"},
    ),
    (
        errors.CapabilityValidationError("because"),
        "Capability validation failed: because",
        {"error_code": "CAPABILITY_VALIDATION_FAILED", "reason": "because", "token_id": None},
    ),
    (
        errors.InsufficientCapabilityError("write", "read"),
        "Insufficient capability: required 'write', have 'read'",
        {
            "error_code": "INSUFFICIENT_CAPABILITY",
            "required_permission": "write",
            "current_permission": "read",
        },
    ),
    (
        errors.CapabilityContextError("wrong"),
        "Capability context error: wrong",
        {"error_code": "CAPABILITY_CONTEXT_ERROR", "context_id": None},
    ),
]

CONSTRAINT_KEYS = [
    "resource_patterns",
    "allowed_operations",
    "max_usage_count",
    "expires_at",
    "max_file_size",
    "max_memory",
    "max_cpu_time",
    "allowed_hosts",
    "allowed_ports",
]
TOKEN_KEYS = [
    "token_id",
    "capability_type",
    "constraints",
    "created_at",
    "created_by",
    "description",
    "usage_count",
    "last_used_at",
    "checksum",
]
CONTEXT_KEYS = [
    "context_id",
    "name",
    "thread_id",
    "capabilities",
    "parent_context_id",
    "child_context_count",
    "hierarchy",
]
STATISTICS_KEYS = [
    "contexts_created",
    "contexts_destroyed",
    "capability_checks",
    "cache_hits",
    "cache_misses",
    "active_contexts",
    "cache_entries",
    "cache_hit_rate",
]


def spelled(function: Callable[..., Any]) -> str:
    """Return the parameters of a function as they are written above."""
    pieces: List[str] = []
    for name, parameter in inspect.signature(function).parameters.items():
        if name in ("self", "cls"):
            continue
        stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
        piece = stars.get(parameter.kind, "") + name
        if parameter.default is not inspect.Parameter.empty:
            plain = parameter.default is None or type(parameter.default) in (str, int, bool)
            piece += f"={parameter.default!r}" if plain else "=..."
        pieces.append(piece)
    return " ".join(pieces)


class Names(unittest.TestCase):
    def test_all_are_there(self) -> None:
        self.assertLessEqual(set(NAMES.split()), set(capabilities.__all__))
        self.assertTrue(all(hasattr(capabilities, name) for name in capabilities.__all__))

    def test_parameters(self) -> None:
        for function, expected in SIGNATURES.items():
            with self.subTest(function=function.__qualname__):
                self.assertEqual(spelled(function), expected)

    def test_every_parameter_can_be_given_by_its_name(self) -> None:
        token = create_capability_token(
            capability_type="a.b",
            resource_patterns=["/x"],
            allowed_operations={"read"},
            expires_in=timedelta(hours=1),
            max_usage_count=2,
            description="d",
            max_file_size=1,
            max_memory=2,
            max_cpu_time=0.5,
            allowed_hosts=["h.test"],
            allowed_ports=[80],
            created_by="me",
        )
        self.assertEqual((token.created_by, token.description, token.constraints.max_cpu_time), ("me", "d", 0.5))
        context = CapabilityContext(context_id="i", name="n", parent_context=None, created_at=1.5)
        self.assertEqual((context.context_id, context.name, context.created_at), ("i", "n", 1.5))
        self.assertEqual(CapabilityContext("positional").context_id, "positional")
        self.assertEqual(CapabilityToken("positional").token_id, "positional")


class Defaults(unittest.TestCase):
    def test_constraint(self) -> None:
        made = CapabilityConstraint()
        expected = [[], set(), None, None, None, None, None, [], []]
        self.assertEqual([getattr(made, name) for name in CONSTRAINT_KEYS], expected)
        self.assertTrue(made.matches_resource("/anything"))
        self.assertTrue(made.allows_operation("anything"))
        self.assertFalse(made.is_expired())

    def test_token(self) -> None:
        made = CapabilityToken()
        self.assertRegex(made.token_id, r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
        self.assertEqual((made.capability_type, made.constraints), ("", CapabilityConstraint()))
        self.assertLess(datetime.now() - made.created_at, timedelta(minutes=1))
        self.assertEqual((made.created_by, made.description), ("system", ""))
        self.assertEqual((made.usage_count, made.last_used_at), (0, None))
        self.assertNotEqual(made.token_id, CapabilityToken().token_id)

    def test_context(self) -> None:
        made = CapabilityContext()
        self.assertRegex(made.context_id, r"\A[0-9a-f-]{36}\Z")
        self.assertEqual((made.name, made.parent_context, made.child_contexts), ("", None, []))
        self.assertIs(type(made.created_at), float)
        self.assertIs(type(made.thread_id), int)
        with self.assertRaises(TypeError):
            CapabilityContext(capabilities=[])

    def test_constructors(self) -> None:
        for token, expected in [
            (create_file_capability(["/a/*"]), ("file", ["/a/*"], {"read", "write"}, [], [])),
            (create_network_capability(["h.test"]), ("network", [], {"http", "https"}, ["h.test"], [80, 443])),
            (create_capability_token("a.b"), ("a.b", [], set(), [], [])),
        ]:
            limits = token.constraints
            found = (
                token.capability_type,
                limits.resource_patterns,
                limits.allowed_operations,
                limits.allowed_hosts,
                limits.allowed_ports,
            )
            self.assertEqual(found, expected)
        self.assertEqual(create_file_capability("/a", max_file_size=3).constraints.max_file_size, 3)


class Dictionaries(unittest.TestCase):
    def test_token(self) -> None:
        token = create_capability_token("a.b", ["/x"], {"read"}, timedelta(hours=1), 5, "d", allowed_hosts=["h.test"])
        token.use_token("/x", "read")
        data = token.to_dict()
        self.assertEqual(list(data), TOKEN_KEYS)
        self.assertEqual(list(data["constraints"]), CONSTRAINT_KEYS)
        for value in (data["created_at"], data["last_used_at"], data["constraints"]["expires_at"]):
            self.assertIsInstance(datetime.fromisoformat(value), datetime)
        self.assertIs(type(data["constraints"]["allowed_operations"]), list)
        self.assertIs(type(data["constraints"]["resource_patterns"]), list)
        self.assertEqual(CapabilityToken.from_dict(json.loads(json.dumps(data))), token)

    def test_a_changed_checksum(self) -> None:
        data = create_capability_token("a.b").to_dict()
        data["checksum"] = "0" * len(data["checksum"])
        with self.assertRaises(errors.CapabilityValidationError) as caught:
            CapabilityToken.from_dict(data)
        self.assertIn("Token checksum validation failed", str(caught.exception))

    def test_context(self) -> None:
        parent = CapabilityContext(name="p")
        child = parent.create_child_context("c")
        child.add_capability(create_capability_token("a.b"))
        data = child.to_dict()
        self.assertEqual(list(data), CONTEXT_KEYS)
        self.assertEqual(list(data["capabilities"]["a.b"]), TOKEN_KEYS)
        self.assertEqual((data["parent_context_id"], data["hierarchy"]), (parent.context_id, ["p", "c"]))
        self.assertEqual((parent.to_dict()["parent_context_id"], parent.to_dict()["child_context_count"]), (None, 1))
        unnamed = CapabilityContext()
        self.assertEqual(unnamed.get_context_hierarchy(), [unnamed.context_id[:8]])
        json.dumps(data)

    def test_representation(self) -> None:
        child = CapabilityContext(name="p").create_child_context("c")
        self.assertEqual(
            repr(child),
            f"CapabilityContext(id={child.context_id[:8]}, name='c', capabilities=0, hierarchy='p -> c')",
        )

    def test_manager(self) -> None:
        made = CapabilityManager()
        with made.capability_context("x", [create_capability_token("a.b")]):
            self.assertEqual(list(made.get_debug_info()), ["statistics", "contexts", "current_context"])
            self.assertEqual(list(made.get_debug_info()["current_context"]), CONTEXT_KEYS)
        self.assertEqual(list(made.get_statistics()), STATISTICS_KEYS)
        self.assertEqual(made.get_statistics()["cache_hit_rate"], 0.0)
        self.assertFalse(hasattr(made, "reset"))


class Errors(unittest.TestCase):
    def test_texts(self) -> None:
        for error, text, context in ERRORS:
            with self.subTest(text):
                self.assertIsInstance(error, CapabilityError)
                self.assertEqual(str(error), text)
                self.assertEqual(error.context, context)

    def test_the_base(self) -> None:
        self.assertEqual((str(CapabilityError("m")), CapabilityError("m").context), ("m", {}))
        self.assertEqual(CapabilityError("m", {"a": 1}).context, {"a": 1})
        self.assertTrue(issubclass(errors.CapabilityDeniedError, CapabilityError))  # K3: not so in mlpy

    def test_what_tokens_raise(self) -> None:
        token = create_capability_token("a.b", ["/x/*"], max_usage_count=1)
        denied = "Capability validation failed: Access denied for resource '/y' with operation 'read'"
        with self.assertRaises(errors.CapabilityValidationError) as caught:
            token.use_token("/y", "read")
        self.assertEqual(str(caught.exception), denied)
        token.use_token("/x/a", "read")
        self.assertIsNotNone(token.last_used_at)
        with self.assertRaises(errors.CapabilityValidationError) as caught:
            token.use_token("/x/a", "read")
        self.assertEqual(str(caught.exception), "Capability validation failed: Token is invalid")
        over = create_capability_token("a.b", expires_in=timedelta(seconds=-1))
        with self.assertRaisesRegex(errors.CapabilityExpiredError, r"^Capability .a\.b. expired at \d{4}-\d\d-\d\dT"):
            over.use_token("/x", "read")

    def test_what_contexts_raise(self) -> None:
        context = CapabilityContext()
        over = create_capability_token("a.b", expires_in=timedelta(seconds=-1))
        with self.assertRaises(errors.CapabilityContextError) as caught:
            context.add_capability(over)
        self.assertEqual(str(caught.exception), f"Capability context error: Cannot add invalid token: {over.token_id}")
        self.assertRaises(errors.CapabilityNotFoundError, context.get_capability, "a.b")
        self.assertIsNone(context.get_capability_token("a.b"))
        self.assertIsNone(context.get_capability_token_unchecked("a.b"))
        self.assertFalse(context.remove_capability("a.b"))


class Decorated(unittest.TestCase):
    def test_what_they_say(self) -> None:
        def work() -> None: ...

        for decorate, key, attribute, expected in [
            (
                decorators.requires_capability("a.b", "/x", "read", auto_use=False),
                "required",
                "_mlpy_capability_required",
                {"capability_type": "a.b", "resource_pattern": "/x", "operation": "read", "auto_use": False},
            ),
            (
                decorators.requires_capabilities(("a.b",), ("c.d", "/x", "read")),
                "required_multiple",
                "_mlpy_capabilities_required",
                (("a.b",), ("c.d", "/x", "read")),
            ),
            (
                decorators.with_capability("a.b", ["/x"], {"read"}, max_usage_count=3),
                "provided",
                "_mlpy_capability_provided",
                {"capability_type": "a.b", "resource_patterns": ["/x"], "operations": {"read"}},
            ),
            (
                decorators.capability_safe(["a.b"], strict=False),
                "restrictions",
                "_mlpy_capability_restrictions",
                {"allowed_capabilities": ["a.b"], "strict": False},
            ),
        ]:
            with self.subTest(key):
                made = decorate(work)
                self.assertEqual(getattr(made, attribute), expected)
                self.assertEqual(decorators.get_function_capabilities(made), {key: expected})
                self.assertTrue(decorators.is_capability_protected(made))
                self.assertEqual(made.__name__, "work")
        self.assertFalse(decorators.is_capability_protected(work))


if __name__ == "__main__":
    unittest.main()
