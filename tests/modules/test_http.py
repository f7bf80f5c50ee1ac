"""The module ``http``, with canned answers and with a real server."""

import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from mlpy_testkit.modules import Library
from mlpy_testkit.world import Answer, CannedNetwork, Failure, Timeout, World
from mlpy_testkit.world.real_network import RealNetwork
from tests.modules.vectors import VectorCase

REDIRECT = {"Location": "https://b.test/next?x=1"}


class HttpCase(VectorCase):
    def setUp(self):
        self.network = CannedNetwork()
        super().setUp()

    def make_world(self):
        return World.fake(network=self.network)

    def sent(self, program, **options):
        """Run a program and return the last request."""
        outcome = self.run_ml(program, world=self.make_world(), **options)
        self.assertIsNone(outcome.error)
        return self.network.requests[-1]


class Texts(VectorCase):
    def test_vectors(self):
        self.check("http")

    def test_host_spelling(self):
        self.assertEqual(self.answer("http.encodeQuery({a: true, b: null})", host_spelling=True), '"a=True&b=None"')

    def test_what_functions_need(self):
        members = Library().load("http").members
        for name, function in members.items():
            if name in ("get", "post", "put", "delete", "patch", "head", "request"):
                self.assertEqual(function.capabilities, ("network.http", "network.https"))
            elif callable(function):
                self.assertEqual(function.capabilities, ())


class Requests(HttpCase):
    def test_answers(self):
        self.network.respond("GET", "http://a.test/x", Answer('{"n": [1, null]}', headers={"X-A": "1"}))
        self.network.respond("GET", "http://a.test/missing", Answer("no", status=404))
        self.network.respond("GET", "http://a.test/bad", Answer(b"\xff"))
        self.network.respond("GET", "http://a.test/broken", Answer(b"\xff", status=500))
        latin = Answer("é".encode("latin-1"), headers={"content-type": "text/plain; charset=ISO-8859-1"})
        self.network.respond("GET", "http://a.test/latin", latin)
        got = 'r = http.get("http://a.test/x")'
        cases = [
            (f"{got} || [r.status(), r.statusText(), r.ok(), r.headers()]", '[200, "OK", true, {"X-A": "1"}]'),
            (f"{got} || [r.body() == r.text(), r.json()]", '[true, {"n": [1, null]}]'),
            (f"{got} || typeof(r)", '"HttpResponse"'),
            ('r = http.get("http://a.test/missing") || [r.status(), r.ok(), r.body()]', '[404, false, "no"]'),
            (
                'r = http.get("http://a.test/missing") || r.json()',
                "!JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
            ),
            ('http.get("http://a.test/latin").body()', '"é"'),
            ('http.get("http://a.test/broken").body()', '"\ufffd"'),
            (
                'http.get("http://a.test/bad")',
                "!RuntimeError: Request failed: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
            ),
        ]
        for vector, expected in cases:
            with self.subTest(vector=vector):
                self.assertEqual(self.answer(vector), expected)

    def test_requests(self):
        self.network.respond("*", "http://a.test/*", "ok")
        sent = self.sent('http.get("http://a.test/x#part", {Accept: "text/plain", n: 5}, 3);')
        self.assertEqual((sent.method, sent.url, sent.body, sent.timeout), ("GET", "http://a.test/x", None, 3.0))
        self.assertEqual(sent.headers, {"Accept": "text/plain", "n": "5", "User-Agent": "ML-HTTP-Client/1.0"})
        sent = self.sent('http.post("http://a.test/x", {body: "é", headers: {"user-agent": "me"}});')
        self.assertEqual(sent.body, "é".encode())
        self.assertEqual(
            sent.headers,
            {"user-agent": "me", "Content-Type": "application/x-www-form-urlencoded", "Content-Length": "2"},
        )
        sent = self.sent(
            'http.put("http://a.test/x", {body: {a: [1]}, headers: {"content-type": "application/json"}});'
        )
        self.assertEqual(sent.body, b'{"a": [1]}')
        self.assertEqual(sent.headers["content-type"], "application/json")
        sent = self.sent('http.patch("http://a.test/x");')
        self.assertEqual((sent.method, sent.headers["Content-Length"], sent.timeout), ("PATCH", "0", 30.0))
        sent = self.sent('http.request({url: "http://a.test/x", method: "PURGE", headers: {"Content-Length": "99"}});')
        self.assertEqual((sent.method, sent.headers), ("PURGE", {"User-Agent": "ML-HTTP-Client/1.0"}))
        self.assertEqual(self.sent('http.delete("http://a.test/x");').method, "DELETE")
        self.assertEqual(self.sent('http.head("http://a.test/x");').method, "HEAD")

    def test_failures(self):
        self.network.respond("GET", "http://a.test/down", Failure())
        self.network.respond("GET", "http://a.test/slow", Timeout())
        self.network.respond("GET", "http://a.test/delayed", Answer("late", delay=5.0))
        cases = [
            ('http.get("http://a.test/down")', "!RuntimeError: Network error: [Errno 111] Connection refused"),
            ('http.get("http://a.test/slow")', "!RuntimeError: Request failed: timed out"),
            ('http.get("http://a.test/delayed", null, 1)', "!RuntimeError: Request failed: timed out"),
            ('http.get("http://a.test/delayed").body()', '"late"'),
        ]
        for vector, expected in cases:
            self.assertEqual(self.answer(vector), expected)

    def test_nothing_is_sent_for_what_is_no_plain_request(self):
        for call in (
            'get("file:///etc/passwd")',
            'get("file://host/etc/passwd")',
            'get("ftp://a.test/x")',
            'get("http://user:word@a.test/")',
            'get("http://user@a.test/")',
            'get("http://a.test\\@b.test/")',
            'get("http://a.test/ x")',
            'get("http://0x7f000001/")',
            'get("http://2130706433/")',
            'get("http://127.1/")',
            'get("http://a.test:0/")',
            'get("http:a.test")',
            'get("http://a.test/" + chr(10) + "x")',
            'get("http://a.test/", {"a b": "c"})',
            'get("http://a.test/", {a: "b" + chr(13) + chr(10) + "c: d"})',
            'get("http://a.test/", {Host: "b.test"})',
            'get("http://a.test/", {"transfer-encoding": "chunked"})',
            'get("http://a.test/", null, 0)',
            'get("http://a.test/", null, -1)',
            'request({url: "http://a.test/", method: "GET /x"})',
            'request({url: "http://a.test/", method: "GET" + chr(13) + chr(10) + "x"})',
            'post("http://a.test/", {body: fn(x) => x})',
        ):
            with self.subTest(call=call):
                self.assertTrue(self.answer(f"http.{call}").startswith("!"))
                self.assertEqual(self.network.requests, [])

    def test_capabilities(self):
        self.network.respond("*", "*://*.test/*", "ok")
        allowed = [
            ('get("http://a.test/x")', ["network.http"]),
            ('get("https://a.test/x")', ["network.https"]),
            ('get("https://a.test/x")', ["network.https:a.test"]),
            ('get("https://x.a.test/x")', ["network.https:*.a.test"]),
        ]
        for call, grants in allowed:
            with self.subTest(call=call, grants=grants):
                self.assertEqual(self.answer(f"http.{call}.status()", grants=grants), "200")
        sent = len(self.network.requests)
        refused = [
            ('get("https://a.test/x")', ["network.http"]),
            ('get("http://a.test/x")', ["network.https"]),
            ('get("http://a.test.evil.test/x")', ["network.http:a.test"]),
            ('get("http://b.test/?a.test")', ["network.http:a.test"]),
        ]
        for call, grants in refused:
            with self.subTest(call=call, grants=grants):
                self.assertTrue(self.answer(f"http.{call}", grants=grants).startswith("!CapabilityError: "))
        self.assertEqual(len(self.network.requests), sent)
        self.assertTrue(self.answer('f = http.get; o = {f: f} || o.f("http://a.test/")', grants=[]).startswith("!Cap"))

    def test_wrong_arguments(self):
        cases = [
            ('get("http://a.test/", 5)', "!TypeError: headers must be an object, not int"),
            ('get("http://a.test/", null, "x")', "!TypeError: timeout must be a number, not str"),
            ('post("http://a.test/", "x")', "!AttributeError: 'str' object has no attribute 'get'"),
            ('get("foo://bar")', "!RuntimeError: Network error: unknown url type: foo"),
            ('get("http://a.test:x/")', "!ValueError: Invalid URL: http://a.test:x/"),
        ]
        for call, expected in cases:
            self.assertEqual(self.answer(f"http.{call}"), expected)
        self.assertEqual(self.answer('http.parseQuery("a=1&a=2&a=3")'), '{"a": ["1", "2", "3"]}')

    def test_unknown_charsets_are_read_as_utf_8(self):
        for charset in ("nope", "base64", "rot13"):
            answer = Answer("é", headers={"Content-Type": f"text/plain; charset={charset}"})
            self.network.respond("GET", f"http://a.test/{charset}", answer)
            self.assertEqual(self.answer(f'http.get("http://a.test/{charset}").body()'), '"é"')


class Redirects(HttpCase):
    def test_redirects_are_followed(self):
        self.network.respond("*", "http://a.test/*", Answer("moved", status=302, headers=REDIRECT))
        self.network.respond("*", "https://b.test/*", "arrived")
        sent = self.sent('http.get("http://a.test/x", {Authorization: "secret", Cookie: "c", "X-A": "1"});')
        self.assertEqual((sent.method, sent.url), ("GET", "https://b.test/next?x=1"))
        self.assertEqual(sent.headers, {"X-A": "1", "User-Agent": "ML-HTTP-Client/1.0"})
        sent = self.sent('http.post("http://a.test/x", {body: "text"});')
        self.assertEqual((sent.method, sent.body), ("GET", None))
        self.assertNotIn("Content-Length", sent.headers)
        self.assertEqual(self.sent('http.head("http://a.test/x");').url, "https://b.test/next?x=1")

    def test_some_are_answers(self):
        self.network.respond("*", "http://a.test/*", Answer("moved", status=307, headers=REDIRECT))
        self.network.respond("*", "http://c.test/*", Answer("moved", status=302))
        for call in ('post("http://a.test/x")', 'put("http://a.test/x")', 'delete("http://a.test/x")'):
            self.assertEqual(self.answer(f"http.{call}.status()"), "307")
        self.assertEqual(self.answer('http.get("http://c.test/x").status()'), "302")

    def test_relative_addresses(self):
        self.network.respond("GET", "http://a.test/dir/x", Answer("", status=301, headers={"location": "y z?q=é"}))
        self.network.respond("GET", "http://a.test/dir/y%20z?q=%C3%A9", "here")
        self.assertEqual(self.answer('http.get("http://a.test/dir/x").body()'), '"here"')

    def test_every_address_is_asked_for(self):
        self.network.respond("*", "http://a.test/*", Answer("moved", status=302, headers=REDIRECT))
        vector = 'http.get("http://a.test/x")'
        for grants in (["network.http"], ["network.http:a.test", "network.https:a.test"]):
            answer = self.answer(vector, grants=grants)
            self.assertTrue(answer.startswith("!CapabilityError: "), answer)
            self.assertEqual({request.url for request in self.network.requests}, {"http://a.test/x"})

    def test_other_schemes_are_not_followed(self):
        for target in ("file:///etc/passwd", "ftp://a.test/", "http://user@b.test/"):
            self.network.rules.clear()
            self.network.respond("*", "http://a.test/*", Answer("", status=302, headers={"Location": target}))
            self.assertTrue(self.answer('http.get("http://a.test/x")').startswith("!"))
            self.assertEqual({request.url for request in self.network.requests}, {"http://a.test/x"})

    def test_circles_end(self):
        self.network.respond("*", "http://a.test/*", Answer("", status=302, headers={"Location": "/x"}))
        self.assertEqual(self.answer('http.get("http://a.test/x").status()'), "302")
        self.assertEqual(len(self.network.requests), 11)


class _Handler(BaseHTTPRequestHandler):
    """Says what it was asked; ``/moved`` leads to ``/there``."""

    def do_GET(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(302 if self.path == "/moved" else 200)
        if self.path == "/moved":
            self.send_header("Location", "/there")
        self.end_headers()
        agent = self.headers.get("User-Agent", "")
        self.wfile.write(f"{self.command} {self.path} {agent} ".encode() + body)

    do_POST = do_GET

    def log_message(self, *_):
        pass


class RealServer(VectorCase):
    def test_requests_arrive(self):
        server = HTTPServer(("127.0.0.1", 0), _Handler)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        base = f"http://127.0.0.1:{server.server_port}"
        cases = [
            (f'http.get("{base}/x?a=1").body()', '"GET /x?a=1 ML-HTTP-Client/1.0 "'),
            (f'http.post("{base}/x", {{body: "text"}}).body()', '"POST /x ML-HTTP-Client/1.0 text"'),
            (f'http.post("{base}/moved", {{body: "text"}}).body()', '"GET /there ML-HTTP-Client/1.0 "'),
        ]
        for vector, expected in cases:
            self.assertEqual(self.answer(vector, world=World.fake(network=RealNetwork())), expected)
        grants = [f"network.http:127.0.0.1:{server.server_port}"]
        world = World.fake(network=RealNetwork())
        self.assertEqual(self.answer(f'http.get("{base}/").status()', world=world, grants=grants), "200")


if __name__ == "__main__":
    unittest.main()
