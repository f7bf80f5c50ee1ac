"""How applications meet ML: the engine with everything, executors, sessions and callbacks."""
