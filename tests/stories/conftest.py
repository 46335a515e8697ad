"""What the tests of stories and seeds share."""

from pathlib import Path

import pytest

from flows.duplicates import find_duplicates
from flows.extract import extract_batch, pending_documents
from flows.ingest import capture_input, pending_captures, prepare_work, read_batch
from flows.link import link_all
from flows.settings import Settings

STORIES = Path(__file__).parents[2] / "seeds" / "stories"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the gazetteer is built once for all of them."""
    return tmp_path_factory.mktemp("cache")


def tell(settings: Settings) -> Path:
    """Return a work file that holds all stories, read, extracted and linked."""
    prepare_work(settings)
    capture_input(settings, "run", str(STORIES))
    read_batch(settings, "run", pending_captures(settings))
    find_duplicates(settings, "run")
    extract_batch(settings, "run", pending_documents(settings))
    link_all(settings, "run")
    return settings.work


@pytest.fixture(scope="session")
def told(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stories as the rules read them."""
    folder = tmp_path_factory.mktemp("stories")
    return tell(Settings(data_dir=folder, extractor="rules", cache_dir=cache))


@pytest.fixture(scope="session")
def told_by_encoder(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stories as the encoder reads them, which is what a user sees."""
    folder = tmp_path_factory.mktemp("stories")
    return tell(Settings(data_dir=folder, extractor="encoder", cache_dir=cache))
