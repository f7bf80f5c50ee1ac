"""Tokens and constraints: limits, counts, expiry, plain data."""

import copy
import json
import pickle
import threading
import unittest
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Dict, List

from mlpy_testkit.capabilities import (
    CapabilityConstraint,
    CapabilityError,
    CapabilityExpiredError,
    CapabilityToken,
    CapabilityValidationError,
    as_token,
    create_capability_token,
    create_file_capability,
    create_network_capability,
    grant,
    using_clock,
)
from mlpy_testkit.engine.errors import MLUsageError

NOON = datetime(2030, 1, 1, 12)


class Constraints(unittest.TestCase):
    def test_fields_and_defaults(self) -> None:
        self.assertEqual(
            asdict(CapabilityConstraint()),
            {
                "resource_patterns": [],
                "allowed_operations": set(),
                "max_usage_count": None,
                "expires_at": None,
                "max_file_size": None,
                "max_memory": None,
                "max_cpu_time": None,
                "allowed_hosts": [],
                "allowed_ports": [],
            },
        )

    def test_one_text_is_one_pattern(self) -> None:
        token = create_capability_token("x", resource_patterns="/data/*")
        self.assertEqual(token.constraints.resource_patterns, ["/data/*"])
        self.assertFalse(token.can_access_resource("/etc/passwd", "r"))
        self.assertEqual(CapabilityConstraint(allowed_operations={"read"}).allowed_operations, {"read"})
        self.assertEqual(grant("x", "p", "read").constraints.allowed_operations, {"read"})

    def test_any_type_of_resource_is_matched_after_resolving(self) -> None:
        token = create_capability_token("f", resource_patterns=["/data/*"])
        self.assertFalse(token.can_access_resource("/data/../etc/passwd", "read"))
        self.assertTrue(token.can_access_resource("/data/a", "read"))
        self.assertFalse(create_capability_token("f", "*.txt").can_access_resource("../a.txt", "read"))

    def test_operations(self) -> None:
        self.assertTrue(CapabilityConstraint().allows_operation("anything"))
        self.assertFalse(CapabilityConstraint(allowed_operations={"read"}).allows_operation("write"))
        self.assertFalse(CapabilityConstraint(allowed_operations={"read"}).allows_operation("rea"))

    def test_sizes(self) -> None:
        limits = CapabilityConstraint(max_file_size=10)
        self.assertEqual(limits.objection("path", "/x", "read", 10), "")
        self.assertEqual(limits.objection("path", "/x", "read", 11), "size")

    def test_a_use_without_a_resource(self) -> None:
        limits = CapabilityConstraint(["/data/*"], {"read"})
        self.assertEqual(limits.objection("path", None, None), "")
        self.assertEqual(limits.objection("path", None, "read"), "resource")

    def test_wrong_limits_are_refused(self) -> None:
        wrong: List[Dict[str, Any]] = [
            {"resource_patterns": [""]},
            {"resource_patterns": [5]},
            {"resource_patterns": 5},
            {"resource_patterns": ["a\0b"]},
            {"allowed_operations": [None]},
            {"max_usage_count": -1},
            {"max_usage_count": True},
            {"max_usage_count": 1.5},
            {"max_usage_count": "1"},
            {"max_file_size": -1},
            {"max_cpu_time": "1"},
            {"max_cpu_time": float("nan")},
            {"allowed_ports": [0]},
            {"allowed_ports": ["80"]},
            {"allowed_ports": [70000]},
            {"allowed_hosts": [80]},
            {"expires_in": 5},
            {"expires_in": timedelta.max},
            {"resource_patterns": b""},  # an empty list would mean no limit
            {"allowed_hosts": bytearray()},
            {"allowed_ports": b"P"},
            {"max_uses": 1},
        ]
        for limits in wrong:
            with self.subTest(limits=limits), self.assertRaises(MLUsageError):
                create_capability_token("x.y", **limits)

    def test_a_limit_that_does_not_exist(self) -> None:
        text = "^a capability has no limit 'max_uses'; there are allowed_hosts.*, max_usage_count, resource_patterns$"
        with self.assertRaisesRegex(MLUsageError, text):
            create_capability_token("x.y", max_uses=1)


class Tokens(unittest.TestCase):
    def test_fields(self) -> None:
        self.assertEqual(
            [field.name for field in fields(CapabilityToken)],
            [
                "token_id",
                "capability_type",
                "constraints",
                "created_at",
                "created_by",
                "description",
                "usage_count",
                "last_used_at",
            ],
        )
        token = CapabilityToken("id")
        self.assertEqual((token.token_id, token.capability_type, token.created_by), ("id", "", "system"))
        self.assertEqual((token.description, token.usage_count, token.last_used_at), ("", 0, None))

    def test_tokens_compare_by_value_and_can_be_in_sets(self) -> None:
        token = grant("a.b", "/x")
        twin = replace(token)
        self.assertEqual(token, twin)
        self.assertEqual(len({token, twin, grant("a.b", "/x")}), 2)
        twin.use_token("/x", "read")
        self.assertNotEqual(token, twin)

    def test_what_the_constructors_make(self) -> None:
        file = create_file_capability("/a/*")
        self.assertEqual(file.capability_type, "file")
        self.assertEqual(file.constraints.allowed_operations, {"read", "write"})
        network = create_network_capability(["h"])
        self.assertEqual(network.capability_type, "network")
        self.assertEqual(network.constraints.allowed_operations, {"http", "https"})
        self.assertEqual(network.constraints.allowed_ports, [80, 443])
        self.assertEqual(create_capability_token("a", created_by="me").created_by, "me")

    def test_use(self) -> None:
        token = grant("file.read", "/data/*", "read")
        with using_clock(lambda: NOON):
            token.use_token("/data/a", "read")
        self.assertEqual((token.usage_count, token.last_used_at), (1, NOON))
        with self.assertRaises(CapabilityValidationError) as caught:
            token.use_token("/etc/passwd", "read")
        self.assertEqual(
            str(caught.exception),
            "Capability validation failed: Access denied for resource '/etc/passwd' with operation 'read'",
        )
        self.assertRaises(CapabilityValidationError, token.use_token, "/data/a", "write")
        self.assertEqual(token.usage_count, 1)

    def test_a_count_of_uses(self) -> None:
        token = grant("a.b", max_usage_count=2)
        token.use_token("x", "y")
        self.assertTrue(token.is_valid())
        token.use_token("x", "y")
        self.assertFalse(token.is_valid())
        with self.assertRaisesRegex(CapabilityValidationError, "Token is invalid"):
            token.use_token("x", "y")
        self.assertEqual(token.usage_count, 2)
        self.assertFalse(grant("a.b", max_usage_count=0).is_valid())

    def test_expiry(self) -> None:
        with using_clock(lambda: NOON):
            token = grant("a.b", expires_in=timedelta(minutes=1))
            self.assertTrue(token.is_valid())
        with using_clock(lambda: NOON + timedelta(seconds=59)):
            self.assertTrue(token.is_valid())
        with using_clock(lambda: NOON + timedelta(seconds=60)):
            self.assertFalse(token.is_valid())
            self.assertRaises(CapabilityExpiredError, token.use_token, "x", "y")

    def test_no_time_is_no_time(self) -> None:
        self.assertFalse(grant("a.b", expires_in=timedelta(0)).is_valid())

    def test_expiry_with_a_zone(self) -> None:
        moment = datetime.now(timezone.utc)
        self.assertTrue(CapabilityConstraint(expires_at=moment - timedelta(seconds=1)).is_expired())
        self.assertFalse(CapabilityConstraint(expires_at=moment + timedelta(hours=1)).is_expired())
        with using_clock(lambda: moment + timedelta(hours=2)):
            self.assertTrue(CapabilityConstraint(expires_at=moment + timedelta(hours=1)).is_expired())

    def test_a_token_that_was_changed_is_not_valid(self) -> None:
        changes: List[Callable[[Any], Any]] = [
            lambda token: setattr(token, "capability_type", "file.write"),
            lambda token: token.constraints.resource_patterns.append("*"),
            lambda token: token.constraints.allowed_operations.add("write"),
            lambda token: setattr(token.constraints, "max_usage_count", None),
            lambda token: setattr(token.constraints, "expires_at", None),
            lambda token: setattr(token.constraints, "max_file_size", None),
            lambda token: token.constraints.allowed_hosts.append("*"),
            lambda token: token.constraints.allowed_ports.append(22),
            lambda token: setattr(token, "constraints", CapabilityConstraint()),
            lambda token: setattr(token, "description", "x"),
        ]
        for at, change in enumerate(changes):
            token = create_capability_token(
                "file.read",
                ["/data/*"],
                {"read"},
                timedelta(hours=1),
                5,
                max_file_size=10,
                allowed_hosts=["h"],
                allowed_ports=[80],
            )
            self.assertTrue(token.is_valid())
            change(token)
            with self.subTest(at):
                self.assertFalse(token.validate_integrity())
                self.assertFalse(token.can_access_resource("/data/a", "read"))


class Threads(unittest.TestCase):
    def race(self, token: CapabilityToken, threads: int = 50) -> int:
        """Let many threads use a token at once and return how many could."""
        together = threading.Barrier(threads)
        worked: List[int] = []

        def attempt() -> None:
            together.wait()
            try:
                token.use_token("x", "y")
            except CapabilityError:
                return
            worked.append(1)

        workers = [threading.Thread(target=attempt) for _ in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return len(worked)

    def test_a_token_for_one_use_works_once(self) -> None:
        for _ in range(5):
            token = grant("a.b", max_usage_count=1)
            self.assertEqual((self.race(token), token.usage_count), (1, 1))

    def test_no_use_is_lost(self) -> None:
        token = grant("a.b")
        self.assertEqual((self.race(token), token.usage_count), (50, 50))
        token = grant("a.b", max_usage_count=20)
        self.assertEqual((self.race(token), token.usage_count), (20, 20))


class Data(unittest.TestCase):
    def test_keys(self) -> None:
        data = grant("a.b", "/x/*", ["write", "read"]).to_dict()
        self.assertEqual(
            list(data),
            [
                "token_id",
                "capability_type",
                "constraints",
                "created_at",
                "created_by",
                "description",
                "usage_count",
                "last_used_at",
                "checksum",
            ],
        )
        self.assertEqual(data["constraints"]["allowed_operations"], ["read", "write"])

    def test_round_trip(self) -> None:
        token = create_capability_token("a.b", ["/x/*"], {"r"}, timedelta(hours=1), 3, "d", allowed_hosts=["h"])
        token.consume()
        again = CapabilityToken.from_dict(json.loads(json.dumps(token.to_dict())))
        self.assertEqual(again, token)
        self.assertEqual(again.usage_count, 1)

    def test_nothing_can_be_changed_on_the_way(self) -> None:
        token = grant("a.b", "/x/*", max_usage_count=1)
        token.consume()
        changes: Dict[str, Any] = {
            "usage_count": 0,
            "capability_type": "file.write",
            "description": "x",
            "token_id": "other",
            "last_used_at": None,
            "checksum": "0" * 64,
            "created_by": "me",
        }
        for key, value in changes.items():
            with self.subTest(key), self.assertRaisesRegex(CapabilityValidationError, "checksum"):
                CapabilityToken.from_dict({**token.to_dict(), key: value})
        data = token.to_dict()
        data["constraints"]["max_file_size"] = 1
        self.assertRaises(CapabilityValidationError, CapabilityToken.from_dict, data)
        for missing in (None, 5, ""):
            self.assertRaises(CapabilityValidationError, CapabilityToken.from_dict, {**data, "checksum": missing})
        del data["checksum"]
        self.assertRaises(CapabilityValidationError, CapabilityToken.from_dict, data)
        self.assertRaises(CapabilityValidationError, CapabilityToken.from_dict, {})

    def test_copies_keep_the_count(self) -> None:
        token = grant("a.b", max_usage_count=1)
        token.consume()
        for twin in (copy.copy(token), copy.deepcopy(token), pickle.loads(pickle.dumps(token)), replace(token)):
            self.assertEqual(twin, token)
            self.assertFalse(twin.is_valid())

    def test_a_changed_token_stays_invalid_when_copied(self) -> None:
        token = grant("file.read", "/data/*")
        token.constraints.resource_patterns.append("*")
        self.assertFalse(pickle.loads(pickle.dumps(token)).is_valid())


class Grants(unittest.TestCase):
    def test_texts(self) -> None:
        token = as_token("file.read:/data/*")
        self.assertEqual((token.capability_type, token.constraints.resource_patterns), ("file.read", ["/data/*"]))
        self.assertEqual(as_token("console.write").constraints.resource_patterns, [])
        self.assertEqual(
            as_token("network.http:https://h.test:8443/*").constraints.resource_patterns, ["https://h.test:8443/*"]
        )
        self.assertIs(as_token(token), token)

    def test_several_patterns_and_limits(self) -> None:
        token = grant("file.read", ["/a/*", "/b/*"], ["read"], max_usage_count=3, max_file_size=9)
        self.assertEqual(token.constraints.resource_patterns, ["/a/*", "/b/*"])
        self.assertEqual(token.constraints.max_file_size, 9)

    def test_an_empty_list_is_no_grant_of_everything(self) -> None:
        for options in (
            {"resource_patterns": []},
            {"resource_patterns": ()},
            {"allowed_operations": set()},
            {"allowed_hosts": []},
            {"allowed_ports": []},
        ):
            with self.subTest(options), self.assertRaisesRegex(MLUsageError, f"{next(iter(options))} must not"):
                grant("network.http", **options)

    def test_wrong_grants_are_refused(self) -> None:
        wrong: List[Any] = [
            "",
            ":",
            "!!",
            "file.read:",
            ":x",
            "a..b",
            ".a",
            "a.",
            "file.*",
            "*",
            "file read",
            "file.read\n",
        ]
        wrong += [5, None, b"file.read", ["file.read"], "file.read:~/x", "file.read:file:///x", "file.read:/a/*/../x"]
        wrong += ["network.http:user@h", "network.http:a b"]
        for text in wrong:
            with self.subTest(text=text), self.assertRaises(MLUsageError):
                as_token(text)
        with self.assertRaises(MLUsageError):
            grant("file.read:/a/*", "/b/*")

    def test_the_message(self) -> None:
        with self.assertRaisesRegex(
            MLUsageError, "^'!!' is no grant; write TYPE or TYPE:PATTERN, such as 'file.read:/data/"
        ):
            grant("!!")


class Fields(unittest.TestCase):
    """What the fields of a token may hold."""

    def test_what_is_refused(self) -> None:
        uses: List[Any] = [
            (lambda: CapabilityToken(capability_type=5), "a capability type must be a text, not 5"),
            (
                lambda: CapabilityToken(capability_type="file.read", constraints=["/a"]),
                "constraints must be a CapabilityConstraint",
            ),
            (lambda: CapabilityConstraint(expires_at="soon"), "expires_at must be a datetime, not 'soon'"),
        ]
        for use, message in uses:
            with self.subTest(message), self.assertRaisesRegex(MLUsageError, message):
                use()

    def test_the_count_of_uses_can_be_set(self) -> None:
        token = grant("file.read", max_usage_count=3)
        token.usage_count = 2
        self.assertTrue(token.consume())
        self.assertEqual((token.usage_count, token.consume()), (3, False))
        token.usage_count = 0
        self.assertTrue(token.consume())
        with self.assertRaisesRegex(MLUsageError, "usage_count must be a whole number of at least 0, not 1.5"):
            token.usage_count = 1.5

    def test_a_use_of_a_token_that_is_used_up(self) -> None:
        token = grant("file.read", "/data/*", max_usage_count=1)
        token.use_token("/data/a", "read")
        with self.assertRaisesRegex(CapabilityValidationError, "Token is invalid"):
            token.use_token("/data/a", "read")

    def test_sets_print_as_sets(self) -> None:
        self.assertEqual(
            repr(grant("file.read", allowed_operations=["read"]).constraints.allowed_operations), "{'read'}"
        )


if __name__ == "__main__":
    unittest.main()
