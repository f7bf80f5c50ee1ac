"""A form whose fields are validated by ML functions, in an event loop of its own."""

import asyncio

from mlpy_testkit import MLCallbackRegistry


class Form:
    """Fields by name; ``change`` is what a user does, and ``errors`` is what the user sees."""

    def __init__(self, session, fields):
        self.callbacks = MLCallbackRegistry(session)
        for field, function in fields.items():
            self.callbacks.register(field, function, error_handler=lambda error: "this cannot be checked now")
        self.values = {}
        self.errors = {}
        self.events = asyncio.Queue()

    def change(self, field, value):
        """A user has changed a field: the event waits in the loop."""
        self.events.put_nowait((field, value))

    async def run(self):
        """Handle events until the form is closed; the loop goes on while ML runs."""
        while True:
            field, value = await self.events.get()
            if field is None:
                return
            self.values[field] = value
            error = await self.callbacks[field].acall(value)
            if error is None:
                self.errors.pop(field, None)
            else:
                self.errors[field] = error

    def close(self):
        """The user closes the form."""
        self.events.put_nowait((None, None))
