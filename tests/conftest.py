"""What the tests share: `--accept`, which rewrites the expected files with what the program says today."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files; review the difference like code")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether what the program says today is to become what is expected."""
    return bool(request.config.getoption("--accept"))
