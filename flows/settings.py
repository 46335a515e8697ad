"""All settings, in one typed object; every variable begins with SAYSO_ and stands in .env.example."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, PositiveFloat, PositiveInt
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What a user may set; values come from the environment, then from .env, then from here."""

    model_config = SettingsConfigDict(env_prefix="SAYSO_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(default=Path("data"), description="Folder of the databases, pages and Data Docs.")
    cache_dir: Path | None = Field(
        default=None, description="Folder of what can be made again; data_dir/cache if unset."
    )
    extractor: Literal["encoder", "rules"] = Field(default="encoder", description="What finds claims.")
    score_threshold: float | None = Field(
        default=None, ge=0, le=1, description="Least score of a claim; the trained model's own where unset."
    )
    language_model: str | None = Field(default=None, description="spaCy pipeline; first installed if unset.")
    batch_size: PositiveInt = Field(default=200, description="Documents that one task handles together.")
    memory_limit: str = Field(default="4GB", description="Most memory DuckDB takes.")
    threads: PositiveInt = Field(default=2, description="Threads DuckDB uses.")
    user_agent: str = Field(
        default="sayso/0.1 (news research; set SAYSO_USER_AGENT to name yourself)",
        description="How the fetcher introduces itself.",
    )
    requests_per_second: PositiveFloat = Field(default=1.0, description="Requests to one host in a second.")
    timeout_seconds: PositiveFloat = Field(default=30.0, description="Longest wait for one answer.")
    max_bytes: PositiveInt = Field(default=50_000_000, description="Largest answer or file that is read.")
    allow_private: bool = Field(default=False, description="Fetch from private addresses too.")
    schedule: str = Field(default="*/30 * * * *", description="Cron line of `sayso serve`.")
    sources: Path | None = Field(default=None, description="sources.yaml with standing sources.")
    ui_port: PositiveInt = Field(default=4200, description="Port of the Prefect UI under `sayso serve`.")
    site_port: PositiveInt = Field(default=8600, description="Port of the pages under `sayso serve`.")

    @cached_property
    def published(self) -> Path:
        """Return the path of the database that people read."""
        return self.data_dir / "sayso.duckdb"

    @cached_property
    def work(self) -> Path:
        """Return the path of the private database that flows write."""
        return self.data_dir / "work.duckdb"

    @cached_property
    def cache(self) -> Path:
        """Return the folder of files that can be made again, the gazetteer for one."""
        return self.cache_dir or self.data_dir / "cache"

    @cached_property
    def site(self) -> Path:
        """Return the folder of the pages."""
        return self.data_dir / "site"

    @cached_property
    def quality(self) -> Path:
        """Return the folder of the Data Docs."""
        return self.data_dir / "quality"

    @cached_property
    def prefect_home(self) -> Path:
        """Return the folder where Prefect keeps the history of runs, where the user names none."""
        return self.data_dir / "prefect"
