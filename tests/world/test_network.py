"""The real network, with servers on 127.0.0.1."""

import contextlib
import os
import socket
import ssl
import threading
import time
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from unittest import mock

from mlpy_testkit import Engine
from mlpy_testkit.engine.limits import Limits, Run, enter, leave
from mlpy_testkit.world import NetworkError, NoNetwork, World
from mlpy_testkit.world.real_network import RealNetwork

CERTIFICATE = str(Path(__file__).with_name("localhost.pem"))  # self-signed, for the name localhost


# Where an answer begins like this and then comes letter by letter.
DRIPPING = {
    "/drip-status": b"HTTP/1.1 2",
    "/drip-header": b"HTTP/1.1 200 OK\r\nX-A: ",
    "/drip-length": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
    "/drip-end": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
}


class Handler(BaseHTTPRequestHandler):
    """Tells what was asked; some paths have a meaning."""

    def do_GET(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        if self.path == "/hang":
            self.server.done.wait(10)
            return
        if self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            while not self.server.done.wait(0.02):
                self.wfile.write(b".")
                self.wfile.flush()
            return
        if self.path in DRIPPING:
            self.wfile.write(DRIPPING[self.path])
            while not self.server.done.wait(0.02):
                self.wfile.write(b"x")
                self.wfile.flush()
            return
        if self.path == "/wait":
            with contextlib.suppress(OSError):
                while not self.server.done.is_set():
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
            return
        if self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"short")
            return
        if self.path in ("/said", "/chunks"):
            self.answer_and_stay()
            return
        status = {"/moved": 302, "/missing": 404, "/broken": 500}.get(self.path, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", self.server.target)
        self.send_header("X-Twice", "one")
        self.send_header("X-Twice", "two")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(b"x" * 2000 if self.path == "/big" else f"{self.command} {self.path} ".encode() + body)

    def answer_and_stay(self):
        """Say how long the answer is, one way or the other, and do not close the connection."""
        self.send_response(200)
        if self.path == "/said":
            self.send_header("Content-Length", "70000")
        else:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        pieces = [b"x" * 35000] * 2
        if self.path == "/chunks":
            pieces = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces] + [b"0\r\n\r\n"]
        for piece in pieces:
            self.wfile.write(piece)
        self.wfile.flush()
        self.server.done.wait(10)

    do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = do_PURGE = do_GET

    def log_message(self, *_):
        pass


class QuietServer(HTTPServer):
    """Does not tell about clients that go away."""

    def handle_error(self, request, client_address):
        pass


class Served(unittest.TestCase):
    """A server for each test; ``self.url`` is where it is."""

    scheme = "http"

    def setUp(self):
        self.server = QuietServer(("127.0.0.1", 0), Handler)
        self.server.seen = []
        self.server.target = "/elsewhere"
        self.server.done = threading.Event()
        self.wrap()
        thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for cleanup in (thread.join, self.server.server_close, self.server.shutdown, self.server.done.set):
            self.addCleanup(cleanup)
        self.port = self.server.server_address[1]
        self.url = f"{self.scheme}://127.0.0.1:{self.port}"
        self.network = RealNetwork()

    def wrap(self):
        """Prepare the socket of the server."""

    def assertNoAnswer(self, message, *arguments, **options):
        """Fail unless a request fails with a message."""
        with self.assertRaisesRegex(NetworkError, message):
            self.network.request(*arguments, **options)


class Plain(Served):
    def test_an_answer(self):
        answer = self.network.request("GET", self.url + "/a?b=c#d")
        self.assertEqual((answer.status, answer.reason, answer.url), (200, "OK", self.url + "/a?b=c#d"))
        self.assertEqual(answer.body, b"GET /a?b=c ")
        self.assertEqual(answer.headers["X-Twice"], "one")

    def test_methods_headers_and_bodies(self):
        for method in ("POST", "PUT", "DELETE", "PATCH", "PURGE"):
            with self.subTest(method=method):
                answer = self.network.request(method, self.url, {"X-A": "é", "Host": "x.test"}, b"\xff")
                self.assertEqual(answer.body, method.encode() + b" / \xff")
                _, _, headers, body = self.server.seen[-1]
                self.assertEqual((headers["Host"], headers["Content-Length"], body), ("x.test", "1", b"\xff"))
        self.assertEqual(self.network.request("HEAD", self.url).body, b"")

    def test_every_status_is_an_answer(self):
        for path, status in (("/missing", 404), ("/broken", 500)):
            self.assertEqual(self.network.request("GET", self.url + path).status, status)

    def test_an_answer_ends_where_it_says(self):
        for path in ("/said", "/chunks"):
            with self.subTest(path=path):
                answer = self.network.request("GET", self.url + path, timeout=5)
                self.assertEqual(len(answer.body), 70000)
                self.server.done.set()

    def test_redirects_are_answers(self):
        answer = self.network.request("GET", self.url + "/moved")
        self.assertEqual((answer.status, answer.headers["Location"]), (302, "/elsewhere"))
        self.assertEqual(len(self.server.seen), 1)

    def test_proxies_of_the_environment_do_not_count(self):
        with mock.patch.dict(os.environ, {"http_proxy": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}):
            self.assertEqual(self.network.request("GET", self.url).status, 200)

    def test_nobody_listening(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.assertNoAnswer("refused", "GET", f"http://127.0.0.1:{port}/")

    def test_a_server_that_does_not_answer(self):
        with self.assertRaisesRegex(TimeoutError, "timed out"):
            self.network.request("GET", self.url + "/hang", timeout=0.05)

    def test_a_server_that_never_ends(self):
        with self.assertRaisesRegex(TimeoutError, "timed out"):
            self.network.request("GET", self.url + "/drip", timeout=0.1)

    def test_a_server_that_says_one_letter_now_and_then(self):
        for path in (*DRIPPING, "/wait"):
            with self.subTest(path=path):
                started = time.monotonic()
                with self.assertRaisesRegex(TimeoutError, "timed out"):
                    self.network.request("GET", self.url + path, timeout=0.1)
                self.assertLess(time.monotonic() - started, 5)

    def test_a_server_that_does_not_listen(self):
        with socket.socket() as deaf:
            deaf.bind(("127.0.0.1", 0))
            deaf.listen(1)  # and nobody accepts
            url = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
            with self.assertRaisesRegex(TimeoutError, "timed out"):
                self.network.request("POST", url, None, b"x" * 30_000_000, timeout=0.2)

    def test_the_time_of_the_run_bounds_every_request(self):
        run = Run(Limits(seconds=0.05))
        run.deadline = time.monotonic() + 0.05
        enter(run)
        self.addCleanup(leave, run)
        with self.assertRaises(TimeoutError):
            self.network.request("GET", self.url + "/hang")
        with self.assertRaises(TimeoutError):
            self.network.request("GET", self.url + "/hang", timeout=60)

    def test_an_answer_that_is_too_large(self):
        self.network = RealNetwork(largest=1999)
        self.assertNoAnswer("larger than 1999 bytes", "GET", self.url + "/big")
        self.assertNoAnswer("larger than 1999 bytes", "GET", self.url + "/said")
        self.server.done.set()
        self.assertEqual(len(RealNetwork(largest=2000).request("GET", self.url + "/big").body), 2000)

    def test_an_answer_that_breaks_off(self):
        self.assertNoAnswer("IncompleteRead", "GET", self.url + "/short")

    def test_what_is_no_request(self):
        cases = [
            ("GET", f"{self.url}/a b"),
            ("GET", f"{self.url}/\r\nX: y"),
            ("GE T", self.url),
            ("GET", f"ftp://127.0.0.1:{self.port}/"),
            ("GET", f"file://127.0.0.1:{self.port}/etc/passwd"),
            ("GET", f"http://user:word@127.0.0.1:{self.port}/"),
            ("GET", f"http://user@127.0.0.1:{self.port}/"),
            ("GET", f"http://127.0.0.1\\@a.test:{self.port}/"),
            ("GET", f"http://127.0.0.1:{self.port}\\a"),
            ("GET", f"http://127.0.0.1:{self.port}/\ta"),
            ("GET", f"http://①27.0.0.1:{self.port}/"),
            ("GET /x HTTP/1.1", self.url),
            ("", self.url),
            ("GET", "http://"),
            ("GET", "http://127.0.0.1:x/"),
            ("GET", "http://127.0.0.1:99999/"),
            ("GET", "http://[::1/"),
            ("GET", "http://" + "a" * 70 + ".test/"),
            ("GET", "nonsense"),
        ]
        for method, url in cases:
            with self.subTest(method=method, url=url), self.assertRaises(NetworkError):
                self.network.request(method, url, timeout=1)
        for headers in ({"A\r\nB": "c"}, {"A": "b\r\nC: d"}, {"A": "\ud800"}):
            with self.subTest(headers=headers), self.assertRaises(NetworkError):
                self.network.request("GET", self.url, headers)
        self.assertEqual(self.server.seen, [])


class Secure(Served):
    """The same over TLS, with a certificate that nobody has signed."""

    scheme = "https"

    def wrap(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)

    def test_an_unknown_certificate_is_refused(self):
        self.assertNoAnswer("certificate verify failed", "GET", f"https://localhost:{self.port}/")
        self.assertEqual(self.server.seen, [])

    def test_a_known_certificate_is_accepted(self):
        network = RealNetwork(tls=ssl.create_default_context(cafile=CERTIFICATE))
        self.assertEqual(network.request("GET", f"https://localhost:{self.port}/").body, b"GET / ")

    def test_the_name_must_fit(self):
        self.network = RealNetwork(tls=ssl.create_default_context(cafile=CERTIFICATE))
        self.assertNoAnswer("certificate verify failed", "GET", self.url)

    def test_a_program_asks_for_tls(self):
        code = f'import http; result = http.get("https://localhost:{self.port}/").body();'
        trusting = RealNetwork(tls=ssl.create_default_context(cafile=CERTIFICATE))
        for network, grants, expected in [
            (trusting, [f"network.https:localhost:{self.port}"], "GET / "),
            (trusting, [f"network.http:localhost:{self.port}"], "denied"),
            (RealNetwork(), ["network.https"], "run time"),
        ]:
            outcome = Engine(capabilities=grants, world=World.fake(network=network)).run(code)
            self.assertEqual(outcome.error.stage if outcome.error else outcome.value, expected)
        self.assertEqual(len(self.server.seen), 1)

    def test_a_server_without_tls(self):
        self.assertNoAnswer("", "GET", f"http://127.0.0.1:{self.port}/", timeout=1)


class Programs(Served):
    """ML programs ask two real servers: one at ``self.url``, one at ``self.other``."""

    def setUp(self):
        super().setUp()
        first, first_url = self.server, self.url
        super().setUp()
        self.second, self.other = self.server, self.url
        self.server, self.url = first, first_url
        self.port = first.server_address[1]

    def outcome(self, code, *grants, limits=None, network=None):
        """Return the outcome of a program that may ask for what is granted."""
        engine = Engine(capabilities=grants, world=World.fake(network=network or RealNetwork()), limits=limits)
        return engine.run(f"import http; {code}")

    def test_methods_headers_and_bodies_arrive(self):
        cases = [
            (f'http.get("{self.url}/a?b=c")', ("GET", "/a?b=c", b"")),
            (f'http.head("{self.url}/a")', ("HEAD", "/a", b"")),
            (f'http.delete("{self.url}/a")', ("DELETE", "/a", b"")),
            (f'http.post("{self.url}/a", {{body: "é"}})', ("POST", "/a", "é".encode())),
            (f'http.put("{self.url}/a", {{body: {{k: 1}}}})', ("PUT", "/a", b'{"k": 1}')),
            (f'http.patch("{self.url}/a", {{body: ""}})', ("PATCH", "/a", b"")),
            (f'http.request({{url: "{self.url}/a", method: "PURGE", headers: {{"X-A": "1"}}}})', ("PURGE", "/a", b"")),
        ]
        for call, expected in cases:
            with self.subTest(call):
                outcome = self.outcome(f"result = {call}.status();", "network.http")
                self.assertEqual((outcome.value, outcome.error), (200, None))
                method, path, headers, body = self.server.seen[-1]
                self.assertEqual((method, path, body), expected)
                self.assertEqual(headers["Host"], f"127.0.0.1:{self.port}")
        self.assertEqual(self.server.seen[-1][2]["X-A"], "1")

    def test_a_redirect_is_followed(self):
        outcome = self.outcome(f'result = http.get("{self.url}/moved").body();', f"network.http:127.0.0.1:{self.port}")
        self.assertEqual(outcome.value, "GET /elsewhere ")

    def test_a_redirect_to_where_nothing_is_granted(self):
        self.server.target = f"{self.other}/secret"
        code = f'result = http.get("{self.url}/moved").body();'
        outcome = self.outcome(code, f"network.http:127.0.0.1:{self.port}")
        self.assertEqual(outcome.error.stage, "denied")
        self.assertEqual([check.resource for check in outcome.audit.denied], [f"{self.other}/secret"])
        self.assertEqual((len(self.server.seen), self.second.seen), (1, []))
        self.assertEqual(self.outcome(code, "network.http").value, "GET /secret ")

    def test_secrets_stay_with_their_server(self):
        self.server.target = f"{self.other}/x"
        headers = '{Authorization: "a", Cookie: "b", "Proxy-Authorization": "c", "X-A": "d"}'
        self.outcome(f'http.get("{self.url}/moved", {headers});', "network.http")
        first, second = self.server.seen[-1][2], self.second.seen[-1][2]
        for name in ("Authorization", "Cookie", "Proxy-Authorization"):
            self.assertIn(name, first)
            self.assertNotIn(name, second)
        self.assertEqual(second["X-A"], "d")
        self.server.target = "/x"
        self.outcome(f'http.get("{self.url}/moved", {headers});', "network.http")
        self.assertEqual(self.server.seen[-1][2]["Authorization"], "a")

    def test_loopback_by_no_other_name(self):
        grant = f"network.http:api.example.com:{self.port}"
        for host in ("127.0.0.1", "localhost", "localhost.", "[::1]", "[::ffff:127.0.0.1]", "127.0.0.1.", "0.0.0.0"):
            with self.subTest(host):
                outcome = self.outcome(f'http.get("http://{host}:{self.port}/");', grant)
                self.assertEqual(outcome.error.stage, "denied")
        for host in ("2130706433", "0x7f000001", "017700000001", "127.1", "api.example.com@127.0.0.1"):
            with self.subTest(host):
                self.assertIsNotNone(self.outcome(f'http.get("http://{host}:{self.port}/");', grant, "network").error)
        self.assertEqual(self.server.seen, [])

    def test_the_time_limit_of_a_run_ends_a_request(self):
        for path in ("/hang", "/drip", "/drip-header", "/wait"):
            with self.subTest(path=path):
                started = time.monotonic()
                outcome = self.outcome(
                    f'try {{ http.get("{self.url}{path}"); }} except {{ while (true) {{ }} }}',
                    "network.http",
                    limits=Limits(seconds=0.2),
                )
                self.assertEqual(outcome.error.stage, "limit")
                self.assertLess(time.monotonic() - started, 5)
                self.server.done.set()
                self.server.done.clear()

    def test_a_large_answer(self):
        code = f'result = len(http.get("{self.url}/big").body());'
        self.assertEqual(self.outcome(code, "network.http").value, 2000)
        outcome = self.outcome(code, "network.http", network=RealNetwork(largest=1999))
        self.assertIn("larger than 1999 bytes", outcome.error.message)

    def test_no_proxy_of_the_environment(self):
        names = ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
        with mock.patch.dict(os.environ, {**dict.fromkeys(names, self.other), "REQUEST_METHOD": ""}):
            self.assertEqual(self.outcome(f'result = http.get("{self.url}/").status();', "network.http").value, 200)
        self.assertEqual(self.second.seen, [])


class Nobody(unittest.TestCase):
    def test_there_is_nobody(self):
        with self.assertRaisesRegex(NetworkError, "no network: GET http://a.test/"):
            NoNetwork().request("GET", "http://a.test/")


if __name__ == "__main__":
    unittest.main()
