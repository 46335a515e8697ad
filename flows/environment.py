"""What Prefect reads from the environment, set before it is imported: quiet, local, patient."""

from __future__ import annotations

import os

from flows.settings import Settings

_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "GX_ANALYTICS_ENABLED": "false",
    # A cold start can pass Prefect's own limit of 20 seconds.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    # The terminal shows our table; the log of each run, tracebacks included, is in the UI.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


def prepare(settings: Settings) -> None:
    """Fill in what the user has not set; the history of runs goes beside the data."""
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
    if "PREFECT_HOME" not in os.environ:
        settings.prefect_home.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(settings.prefect_home.resolve())
