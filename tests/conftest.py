"""What the tests share: `--accept`, which rewrites the expected files with what the program says today."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A test that fails today fails tomorrow. To look for new counterexamples: pytest --hypothesis-profile=default
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files; review the difference like code")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether what the program says today is to become what is expected."""
    return bool(request.config.getoption("--accept"))
