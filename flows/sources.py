"""sources.yaml: the standing sources of scheduled runs, each with what is known of all its articles."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, PositiveFloat, ValidationError, model_validator

from flows.errors import InputError
from transforms.records import Hints

SourceKind = Literal["page", "feed", "archive", "directory"]


class Source(BaseModel):
    """One standing source."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, description="Short name, unique in the file.")
    url: str | None = Field(None, pattern=r"^https?://[^\s]+$", description="Address, http or https.")
    path: str | None = Field(None, min_length=1, description="File, directory, or s3:// path.")
    kind: SourceKind | None = Field(
        None, description="What it is; a page is not followed, a feed must be one."
    )
    outlet: str | None = Field(None, min_length=1, description="Publisher of everything in it.")
    country: str | None = Field(None, pattern=r"^[A-Z]{2}$", description="ISO 3166 alpha-2 of the publisher.")
    language: str | None = Field(None, pattern=r"^[a-z]{2}$", description="ISO 639-1 of everything in it.")
    rate: PositiveFloat | None = Field(
        None, description="Requests a second to its host; the setting's if unset."
    )
    is_enabled: bool = Field(True, alias="enabled", description="Whether scheduled runs take it.")

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.url is None) == (self.path is None):
            raise ValueError("state either url or path")
        return self

    @property
    def place(self) -> str:
        """Return the address or path."""
        return self.url or self.path or ""

    @property
    def hints(self) -> Hints:
        """Return what is known of each article from here."""
        return Hints(outlet=self.outlet, country=self.country, language=self.language)


class Sources(BaseModel):
    """A whole sources.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: tuple[Source, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [source.name for source in self.sources]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two sources are called {name}")
        return self


def read_sources(path: Path) -> tuple[Source, ...]:
    """Return the enabled sources of a sources.yaml, in its order.

    Relative paths count from the file's own folder. Raises InputError with one line.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8") from error
    except yaml.YAMLError as error:
        raise InputError(f"{path} is not YAML: {' '.join(str(error).split())}") from error
    try:
        found = Sources.model_validate(loaded)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "sources.yaml"
        raise InputError(f"{path}: {where}: {first['msg']}") from error
    return tuple(_anchored(source, path.parent) for source in found.sources if source.is_enabled)


def _anchored(source: Source, folder: Path) -> Source:
    if source.path is None or "://" in source.path or Path(source.path).is_absolute():
        return source
    return source.model_copy(update={"path": str(folder / source.path)})
