"""What the tests of stories and seeds share."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the gazetteer is built once for all of them."""
    return tmp_path_factory.mktemp("cache")
