"""A project of Django whose rules are written in ML."""
