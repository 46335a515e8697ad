"""Rules as SQL files that return offending rows, and what their heads say of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from sql.catalog import head_of
from sql.ledger import Severity

RULES = Path(__file__).parent / "rules"

_SEVERITY = re.compile(r"^Severity: (\w+)$", re.MULTILINE)
_THRESHOLD = re.compile(r"^Threshold: .+\(\d{4}-\d{2}-\d{2}\)\.$", re.MULTILINE | re.DOTALL)


class RuleError(Exception):
    """A rule file lacks its head, or says something in it that nobody understands."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: a statement that returns ``row_key`` and ``detail`` for each offending row."""

    name: str
    """File name without its ending."""
    about: str
    """First line of the head: what holds where the rule is kept."""
    why: str
    """The rest of the head: why it matters."""
    severity: Severity
    """critical stops publication."""
    statement: str
    """The query."""


def read_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """Return the rules by name; raises RuleError where a head is not in order."""
    return tuple(_read(path) for path in sorted(folder.glob("*.sql")))


def _read(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    head = head_of(text)
    found = _SEVERITY.search(head)
    severity: Severity | None = next(
        (word for word in get_args(Severity) if found and word == found[1]), None
    )
    if severity is None:
        raise RuleError(f"{path.name}: the head states no severity of {', '.join(get_args(Severity))}")
    if "Threshold:" in head and _THRESHOLD.search(head) is None:
        raise RuleError(f"{path.name}: a threshold ends with the day on which it was chosen")
    about, _, rest = head.partition("\n")
    why = " ".join(rest[: rest.find("Severity:")].split())
    if not about or not why:
        raise RuleError(f"{path.name}: the head does not say what holds and why it matters")
    return Rule(path.stem, about, why, severity, text)
