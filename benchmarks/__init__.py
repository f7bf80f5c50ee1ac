"""Speed of the engine; see ``engine.py``."""
