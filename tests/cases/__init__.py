"""Cases that a physician can read; the tests that run them are in `tests/integration` and `tests/unit`."""
