"""A host for plug-ins written in ML: each runs in a session of its own, with what its manifest grants."""

import json
import os

from mlpy_testkit import Engine, Limits, MLError


class PluginError(Exception):
    """A plug-in failed; ``reason`` is the stage of the ML error: "denied", "limit", "thrown" and so on."""

    def __init__(self, plugin, error):
        super().__init__(f"plug-in {plugin!r}: {error.message}")
        self.plugin = plugin
        self.reason = error.stage


class PluginHost:
    """Loads the plug-ins of a folder; ``manifest.json`` there says what each one is granted."""

    limits = Limits(seconds=1.0, steps=200_000, output=10_000)

    def __init__(self, folder, world=None):
        with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
            self.manifest = json.load(file)
        self.sessions = {}
        for name, grants in self.manifest.items():
            engine = Engine(limits=self.limits, capabilities=grants, world=world)
            self.sessions[name] = engine.session()
            outcome = self.sessions[name].execute_file(os.path.join(folder, name + ".ml"))
            if outcome.error is not None:
                raise PluginError(name, outcome.error)

    def call(self, plugin, function, *arguments):
        """Return what a function of a plug-in answers, or raise ``PluginError``."""
        try:
            return self.sessions[plugin].call(function, *arguments)
        except MLError as error:
            raise PluginError(plugin, error) from error

    def denials(self, plugin):
        """Return what a plug-in asked for in vain, as pairs of type and resource."""
        return [(check.type, check.resource) for check in self.sessions[plugin].audit.denied]
