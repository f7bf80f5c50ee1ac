"""A web service that answers with what an ML rule says; asyncio's own server, nothing else."""

import asyncio
import json
import os

RULES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "rules", "quote.ml")


class QuoteService:
    """``POST /`` takes an order as JSON and answers with its quote; *executor* runs the rule."""

    def __init__(self, executor, timeout=1.0):
        self.executor = executor
        self.timeout = timeout
        with open(RULES, encoding="utf-8") as file:
            self.rule = file.read() + "\nresult = quote(order);\n"

    async def answer(self, body):
        """Return status and content for the body of a request."""
        try:
            order = json.loads(body)
        except ValueError:
            return 400, {"error": "the body is no JSON"}
        found = await self.executor.execute(self.rule, self.timeout, {"order": order})
        if found.success:
            return 200, found.value
        if "timeout" in found.error:
            return 503, {"error": "try again later"}
        return 422, {"error": found.error}

    async def serve(self, reader, writer):
        """Serve one connection."""
        head = await reader.readuntil(b"\r\n\r\n")
        lengths = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        status, content = await self.answer(await reader.readexactly(int(lengths[0])) if lengths else b"")
        data = json.dumps(content).encode()
        writer.write(b"HTTP/1.1 %d -\r\nContent-Length: %d\r\n\r\n" % (status, len(data)) + data)
        await writer.drain()
        writer.close()


async def post(port, body):
    """Send one request to a service on this machine and return status and content."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(content)
