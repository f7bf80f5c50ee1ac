"""Comparison of the engine with mlpy, the reference implementation; needs an mlpy, except for its own tests."""
