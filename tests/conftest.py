"""What all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from spacy.language import Language

from tests.harness import environment, prefect_url, published, sayso
from transforms.language import load_language

__all__ = ["environment", "prefect_url", "published", "sayso"]

# Where a change lands the examples are the same each time; by hand they differ, and find more.
settings.register_profile("landing", derandomize=True, deadline=None)
settings.register_profile("searching")
settings.load_profile("landing" if os.environ.get("CI") else "searching")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The English pipeline, loaded once."""
    return load_language()


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of development data; skips where it is absent (it never comes into the repository)."""
    root = Path(__file__).parent.parent
    folder = Path(os.environ.get("SAYSO_GOLD", root.parent / "shared" / "gold")) / "dev"
    if not folder.is_dir():
        pytest.skip("the development data is not here: set SAYSO_GOLD to its folder")
    return folder
