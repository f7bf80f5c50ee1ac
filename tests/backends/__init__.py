"""The engines to choose from."""
