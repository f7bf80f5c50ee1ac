"""The test cases: lifecycle and configuration."""

from .base import MLIntegrationTestCase, MLTestCase
from .settings import ml_settings

__all__ = ["MLIntegrationTestCase", "MLTestCase", "ml_settings"]
