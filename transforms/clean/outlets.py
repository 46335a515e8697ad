"""Publishers, looked up by name, by domain or by what a page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import cast, get_args
from urllib.parse import urlsplit

from transforms.ids import make_id
from transforms.records import Outlet, OutletKind
from transforms.resources import read_table

_OWN_PAGE = re.compile(
    r"^(?:\d+[.)]\s*)?skip to\b|^©|^\(c\)|^copyright\b|\ball rights reserved\b|\b(?:home ?page|logo)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OWN_WORDS = ("skip to", "©", "(c)", "copyright", "all rights reserved", "homepage", "home page", "logo")
"""One of them stands in every line that `_OWN_PAGE` finds."""


class OutletTable:
    """The known publishers; the reviewed list by default."""

    def __init__(
        self,
        outlets: Iterable[Outlet],
        aliases: Mapping[str, str] | None = None,
        other_domains: Mapping[str, str] | None = None,
    ) -> None:
        """Index `outlets`; `aliases` and `other_domains` lead to their names."""
        known = {outlet.name: outlet for outlet in outlets}
        self._by_name = {_key(name): outlet for name, outlet in known.items()}
        for alias, name in (aliases or {}).items():
            self._by_name.setdefault(_key(alias), known[name])
        self._by_domain = {outlet.domain: outlet for outlet in known.values() if outlet.domain}
        for domain, name in (other_domains or {}).items():
            self._by_domain.setdefault(domain, known[name])
        forms = sorted({*known, *(aliases or {})}, key=lambda form: (-len(form), form))
        self._forms = (
            re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)") if forms else None
        )

    @classmethod
    def from_reference(cls) -> OutletTable:
        """Return the table of ``seeds/reference/outlets.csv``."""
        outlets: list[Outlet] = []
        aliases: dict[str, str] = {}
        domains: dict[str, str] = {}
        for row in read_table("outlets"):
            name = row["name"]
            if row["kind"] not in get_args(OutletKind):
                raise ValueError(f"outlets.csv: {name} has an unknown kind {row['kind']}")
            outlets.append(
                Outlet(
                    make_id("outlet", name),
                    name,
                    row["domain"] or None,
                    row["country_code"] or None,
                    cast("OutletKind", row["kind"]),
                    row["owner"] or None,
                )
            )
            aliases.update({alias: name for alias in row["aliases"].split("|") if alias})
            domains.update({domain: name for domain in row["other_domains"].split("|") if domain})
        return cls(outlets, aliases, domains)

    def __len__(self) -> int:
        """Return how many publishers are known."""
        return len({outlet.outlet_id for outlet in self._by_name.values()})

    @property
    def agency_ids(self) -> frozenset[str]:
        """Return the outlet ids of the news agencies, for `DuplicateIndex`."""
        return frozenset(outlet.outlet_id for outlet in self._by_name.values() if outlet.kind == "agency")

    def by_name(self, name: str | None) -> Outlet | None:
        """Return the publisher of that name or alias; capitals, "The" and punctuation aside."""
        return self._by_name.get(_key(name)) if name else None

    def by_url(self, url: str | None) -> Outlet | None:
        """Return the publisher whose domain `url` (an address, a host or "www.host/path") stands under."""
        host = host_of(url)
        while host and "." in host:
            if host in self._by_domain:
                return self._by_domain[host]
            host = host.partition(".")[2]
        return None

    def by_page_lines(self, lines: Iterable[str]) -> Outlet | None:
        """Return the publisher that a page's own furniture names, where all such lines agree on one.

        Only lines in which a page speaks of itself count: skip links, its copyright line, its logo.
        """
        if self._forms is None:
            return None
        found: dict[str, Outlet] = {}
        short = [line for line in lines if len(line) <= 160]
        lowered = "\n".join(short).lower()
        for number in sorted({place for word in _OWN_WORDS for place in _lines_with(word, lowered)}):
            line = short[number]
            if not _OWN_PAGE.search(line) or ("©" in line[:1] and not _YEAR.search(line)):
                continue
            for match in self._forms.finditer(line):
                outlet = self._by_name[_key(match[0])]
                found[outlet.outlet_id] = outlet
        return next(iter(found.values())) if len(found) == 1 else None

    def resolve(self, name: str | None, url: str | None, country_code: str | None = None) -> Outlet | None:
        """Return the publisher called `name` (a new one where unknown), or the one behind `url`."""
        known = self.by_name(name)
        if known is not None:
            return known
        if name is None or not name.strip():
            return self.by_url(url)
        host = host_of(url)
        return Outlet(make_id("outlet", name.strip()), name.strip(), host, country_code)


def _lines_with(word: str, text: str) -> Iterator[int]:
    """Yield the numbers of the lines of `text` that hold `word`."""
    at, number, passed = text.find(word), 0, 0
    while at >= 0:
        number += text.count("\n", passed, at)
        yield number
        passed, at = at, text.find(word, at + 1)


def host_of(url: str | None) -> str | None:
    """Return the host in `url` in lower case, without "www." and port, or None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None
    if host is None or "." not in host:
        return None
    return host.removeprefix("www.").rstrip(".") or None


def _key(name: str) -> str:
    plain = re.sub(r"[^\w]+", " ", name.lower()).strip()
    return plain.removeprefix("the ")
