"""Network addresses against patterns: no spelling reaches another host."""

import unittest

from mlpy_testkit.capabilities import create_network_capability, grant
from mlpy_testkit.capabilities.hosts import canonical_host, parse_target
from mlpy_testkit.engine.errors import MLUsageError


def covers(pattern: str, url: str, operation: str = "get") -> bool:
    """Tell whether a grant for the network covers a URL."""
    return grant("network.http", pattern).can_access_resource(url, operation)


class Spellings(unittest.TestCase):
    HOST = "api.example.com"

    OUTSIDE = [
        "http://api.example.com.evil.test/",
        "http://evil.test/api.example.com",
        "http://evil.test/?api.example.com",
        "http://evil.test/#api.example.com",
        "http://evil.test#@api.example.com/",
        "http://api.example.com@evil.test/",
        "http://api.example.com:80@evil.test/",
        "http://user@api.example.com/",
        "http://user:password@api.example.com/",
        "http://@api.example.com/",
        "http://evil.test\\@api.example.com/",
        "http://api.example.com\\@evil.test/",
        "http://api.example.com\\.evil.test/",
        "http:\\\\api.example.com/",
        "http://evil.test\t.api.example.com/",
        "http://api.example.com\n.evil.test/",
        "http://api.example.com\0.evil.test/",
        "http://api.example.com /",
        " http://api.example.com/",
        "http://api.example.com%2eevil.test/",
        "http://api%2eexample.com/",
        "http://api.example.com%00/",
        "http://xapi.example.com/",
        "http://x.api.example.com/",
        "http://example.com/",
        "http://api.example.com../",
        "http://.api.example.com/",
        "http://api..example.com/",
        "http://api.example.com:0/",
        "http://api.example.com:99999/",
        "http://api.example.com:80:80/",
        "http://api.example.com:+80/",
        "http://api.example.com:8\u0660/",
        "http://[api.example.com]/",
        "http:///api.example.com/",
        "http:api.example.com",
        "//api.example.com/",
        "ftp://api.example.com/",
        "file://api.example.com/etc/passwd",
        "gopher://api.example.com/",
        "javascript://api.example.com/%0aalert(1)",
        "http://api.ex\u0430mple.com/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://localhost/",
        "http://localhost./",
        "http://169.254.169.254/latest/meta-data/",
        "",
        "http://",
    ]

    def test_no_spelling_reaches_another_host(self) -> None:
        for pattern in (self.HOST, "*.example.com", f"http://{self.HOST}/*", f"{self.HOST}:80"):
            for url in self.OUTSIDE:
                if pattern == "*.example.com" and url == "http://xapi.example.com/":
                    continue
                with self.subTest(pattern=pattern, url=url):
                    self.assertFalse(covers(pattern, url))

    def test_the_host_itself_in_all_its_spellings(self) -> None:
        for url in (
            "http://api.example.com/",
            "http://API.Example.COM/x?y#z",
            "HTTP://api.example.com",
            "http://api.example.com./",
            "http://api.example.com:80/a@b",
            "http://api.example.com?x=@evil.test",
            "http://\uff41pi.example.com/",
        ):
            with self.subTest(url=url):
                self.assertTrue(covers(self.HOST, url))

    def test_numbers_for_addresses(self) -> None:
        for url in (
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://127.0.0.01/",
            "http://127.1/",
        ):
            with self.subTest(url=url):
                self.assertFalse(covers("127.0.0.1", url))
        self.assertTrue(covers("127.0.0.1", "http://127.0.0.1:8000/"))
        self.assertTrue(covers("127.0.0.1", "http://[::ffff:127.0.0.1]/"))
        self.assertTrue(covers("[::1]", "http://[0:0:0:0:0:0:0:1]/"))
        self.assertTrue(covers("[2001:DB8::1]:8080", "http://[2001:db8:0::1]:8080/"))
        self.assertFalse(covers("[::1]", "http://[::1%25eth0]/"))
        self.assertFalse(covers("[::1]", "http://[::2]/"))

    def test_wildcards_stand_for_labels(self) -> None:
        for pattern, host, answer in (
            ("*.example.com", "api.example.com", True),
            ("*.example.com", "example.com", False),
            ("*.example.com", "a.b.example.com", False),
            ("*.example.com", "evilexample.com", False),
            ("**.example.com", "a.b.example.com", True),
            ("**.example.com", "example.com", False),
            ("api-*.example.com", "api-2.example.com", True),
            ("api-*.example.com", "api-2.evil.example.com", False),
            ("api.*.com", "api.example.com", True),
            ("*.0.0.1", "127.0.0.1", False),
            ("**.1", "127.0.0.1", False),
            ("*", "127.0.0.1", True),
            ("*:443", "anything.test", False),
        ):
            with self.subTest(pattern=pattern, host=host):
                self.assertEqual(covers(pattern, f"http://{host}/"), answer)

    def test_ports(self) -> None:
        self.assertTrue(covers("h.test", "http://h.test:8080/"))
        self.assertTrue(covers("h.test:8080", "http://h.test:8080/"))
        self.assertTrue(covers("h.test:*", "http://h.test:8080/"))
        self.assertFalse(covers("h.test:8080", "http://h.test/"))
        self.assertFalse(covers("h.test:8080", "http://h.test:80/"))
        self.assertTrue(covers("h.test:443", "https://h.test/"))
        self.assertFalse(covers("https://h.test", "https://h.test:8443/"))

    def test_schemes_and_paths(self) -> None:
        self.assertTrue(covers("https://h.test/api/*", "https://h.test/api/v1/x"))
        self.assertFalse(covers("https://h.test/api/*", "http://h.test/api/v1"))
        for path in ("/other", "/api/../other", "/api/%2e%2e/other", "/api/%2E./other", "/api/..%2fother", "/API/x"):
            with self.subTest(path=path):
                self.assertFalse(covers("https://h.test/api/*", f"https://h.test{path}"))

    def test_paths_that_servers_read_in_two_ways_are_refused(self) -> None:
        for path in ("/api//../other", "/api/x/%2f../../other", "/api/..%5cother", "/api/%5C../other"):
            with self.subTest(path=path):
                self.assertFalse(covers("https://h.test/api/*", f"https://h.test{path}"))
                self.assertIsNone(parse_target(f"https://h.test{path}"))
        self.assertTrue(covers("https://h.test/api/*", "https://h.test/api//x/../y"))

    def test_international_names(self) -> None:
        self.assertTrue(covers("b\u00fccher.example", "http://xn--bcher-kva.example/"))
        self.assertTrue(covers("xn--bcher-kva.example", "http://B\u00dcCHER.example/"))
        self.assertFalse(covers("bucher.example", "http://b\u00fccher.example/"))
        self.assertTrue(covers("a.test", "http://a\u3002test/"))

    def test_a_malformed_address_is_never_covered(self) -> None:
        for url in ("http://user@h.test/", "http://h\\test/", "ftp://h.test/", "http://h test/", "http://0x7f000001/"):
            with self.subTest(url=url):
                self.assertFalse(covers("*", url))
                self.assertFalse(grant("network.http").can_access_resource(url, "get"))

    def test_labels(self) -> None:
        for host in (
            "-a.test",
            "a-.test",
            "a b",
            "a!b",
            "",
            ".",
            "a" * 64 + ".test",
            "[::1",
            "1.2.3",
            "256.1.1.1",
            "1.2.3.0x4",
        ):
            with self.subTest(host=host):
                self.assertIsNone(canonical_host(host))
        self.assertEqual(canonical_host("a_b.test"), "a_b.test")


class Tokens(unittest.TestCase):
    def test_hosts_and_ports_are_enforced(self) -> None:
        token = create_network_capability(["api.example.com"])
        self.assertTrue(token.can_access_resource("api.example.com", "http"))
        self.assertTrue(token.can_access_resource("https://api.example.com/x", "https"))
        for resource in ("evil.com", "api.example.com:22", "http://api.example.com:8080/", "api.example.com.evil.com"):
            with self.subTest(resource=resource):
                self.assertFalse(token.can_access_resource(resource, "http"))
        self.assertFalse(token.can_access_resource("api.example.com", "ftp"))

    def test_a_host_given_as_one_text_is_one_host(self) -> None:
        token = create_network_capability("*.example.com", [443])
        self.assertEqual(token.constraints.allowed_hosts, ["*.example.com"])
        self.assertEqual(token.constraints.allowed_ports, [443])

    def test_operations_are_schemes_or_methods(self) -> None:
        secure = grant("network.http", allowed_operations=["https"])
        self.assertTrue(secure.can_access_resource("https://h.test/", "get"))
        self.assertFalse(secure.can_access_resource("http://h.test/", "get"))
        reading = grant("network.http", allowed_operations=["get", "head"])
        self.assertTrue(reading.can_access_resource("http://h.test/", "head"))
        self.assertFalse(reading.can_access_resource("http://h.test/", "post"))

    def test_the_port_follows_the_scheme(self) -> None:
        token = grant("network.http", allowed_ports=[443])
        self.assertTrue(token.can_access_resource("https://h.test/", "get"))
        self.assertFalse(token.can_access_resource("http://h.test/", "get"))
        self.assertFalse(token.can_access_resource("h.test", "get"))

    def test_patterns_that_are_none_are_refused(self) -> None:
        for pattern in (
            "user@h.test",
            "h test",
            "ftp://h.test/*",
            "http://",
            "0x7f000001",
            "h.test:x",
            "a\\b",
            "http:/h",
        ):
            with self.subTest(pattern=pattern), self.assertRaises(MLUsageError):
                grant("network.http", pattern)

    def test_a_target_shows_its_parts(self) -> None:
        self.assertEqual(parse_target("h.test:81"), ("", "h.test", 81, "/"))


if __name__ == "__main__":
    unittest.main()
