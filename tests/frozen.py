"""For modules of tests that measure a lot, or make very many objects: ``from tests.frozen import setUpModule``.

Each measurement begins with a full collection of garbage, which takes the longer the more objects there are. In
these modules it looks at those that were made there, and not again at all that the modules before them have left.
"""

import gc
import unittest


def setUpModule() -> None:
    """Let the collector pass over what is there already until the module ends."""
    gc.collect()
    gc.freeze()
    unittest.addModuleCleanup(gc.unfreeze)
