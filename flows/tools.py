"""The slow parts of extraction, loaded once a process and kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flows.errors import OutsideError
from flows.settings import Settings
from transforms.claims.attribution import ClaimFinder
from transforms.claims.merge import default_finder
from transforms.claims.rules import RuleFinder
from transforms.extract import Tools
from transforms.language import LanguageError, load_language
from transforms.places import Gazetteer, build_gazetteer, gazetteer_version


def load_tools(settings: Settings) -> Tools:
    """Return the pipeline, the gazetteer and the claim finder that `settings` ask for."""
    return _load(
        settings.language_model, settings.extractor, settings.score_threshold, settings.cache.resolve()
    )


@cache
def _load(model: str | None, extractor: str, threshold: float | None, cache_dir: Path) -> Tools:
    try:
        pipeline = load_language(model)
    except LanguageError as error:
        raise OutsideError(str(error)) from error
    return Tools(pipeline=pipeline, gazetteer=_gazetteer(cache_dir), finder=_finder(extractor, threshold))


def _gazetteer(cache_dir: Path) -> Gazetteer:
    path = cache_dir / f"gazetteer-{gazetteer_version()}.bin"
    if not path.exists():
        cache_dir.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        build_gazetteer(half)
        half.replace(path)
    return Gazetteer.open(path)


def _finder(extractor: str, threshold: float | None) -> ClaimFinder:
    if extractor == "rules":
        return RuleFinder()
    return default_finder(threshold)
