"""What runs here and not, or not in the same way, on mlpy 2.0: findings, and how to forbid them."""

from mlpy_testkit import MLIntegrationTestCase


class Portability(MLIntegrationTestCase):
    """For production that runs mlpy 2.0: code with a finding fails its test."""

    ml_forbid_findings = True

    def test_portable_code(self):
        self.assertMLResult("double = fn(x) => x * 2; result = double(21);", 42)

    def test_code_that_is_not(self):
        # Here an arrow function may have a block. mlpy refuses it, and so does this class.
        with self.assertRaisesRegex(self.failureException, "1:10: Q5 "):
            self.assertMLResult("double = fn(x) => { return x * 2; }; result = double(21);", 42)
