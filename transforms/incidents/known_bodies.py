"""The bodies named in the reports of one incident, and which of their names are names of one body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from transforms.incidents.bodies import Body, initials_of, may_stand_alone, read_body, read_role
from transforms.records import SpeakerForm


class BodyNames:
    """Bodies as their words name them, joined where the lists, the reports or the words say they are one."""

    def __init__(self, forms: Sequence[SpeakerForm]) -> None:
        self._of: dict[int, Body] = {}
        self._names: dict[Body, str] = {}
        self._parent: dict[Body, Body] = {}
        self._why: dict[Body, str] = {}
        for at, form in enumerate(forms):
            body = read_body(form.name) if form.kind == "organization" else None
            if body is not None:
                self._of[at] = body
                self._put(body, body.name)
            said = (*form.roles, form.name) if form.kind == "anonymous" else form.roles
            for words in said:
                named = read_role(words).body
                if named is not None:
                    self._put(named, named.name)
        self._join_listed()
        self._join_aliases(forms)
        self._join_without_country()
        self._join_short()

    def of(self, at: int) -> Body | None:
        """Return the body that the form at this place names; None for people and offices."""
        return self._of.get(at)

    def whole(self, body: Body) -> tuple[Body, str | None]:
        """Return the body that stands for all names of this one, and why this name is one of them."""
        return self._root(body), self._why.get(body)

    def are_one(self, one: Body, other: Body) -> bool:
        """Tell whether two are names of one body; a bare noun ("army") agrees with any of its sort."""
        if self._root(one) == self._root(other):
            return True
        return one.head == other.head and (one.is_bare or other.is_bare)

    def name(self, body: Body) -> str:
        """Return the words that name it."""
        return self._names[body]

    def full_name(self, body: Body) -> str:
        """Return the longest of its names."""
        root = self._root(body)
        return min(
            (name for one, name in self._names.items() if self._root(one) == root),
            key=lambda name: (-len(name), name),
        )

    def _put(self, body: Body, name: str) -> None:
        self._parent.setdefault(body, body)
        if len(name) > len(self._names.get(body, "")):
            self._names[body] = name

    def _root(self, body: Body) -> Body:
        while self._parent[body] != body:
            body = self._parent[body]
        return body

    def _join(self, body: Body, other: Body, why: str) -> None:
        """Put `body` under `other`, whose names are fuller."""
        one, two = self._root(body), self._root(other)
        if one != two:
            self._parent[one] = two
            self._why.setdefault(body, why)

    def _join_listed(self) -> None:
        listed: dict[str, list[Body]] = defaultdict(list)
        for body in self._parent:
            if body.listed is not None:
                listed[body.listed].append(body)
        for name, bodies in listed.items():
            head = min(bodies, key=lambda body: (self._names[body] != name, self._order(body)))
            for body in bodies:
                self._join(body, head, f"a name of {name} in the reviewed lists")

    def _join_aliases(self, forms: Sequence[SpeakerForm]) -> None:
        """Join acronyms with the one body that a report gives them to, or whose initials they are."""
        given: dict[str, set[Body]] = defaultdict(set)
        for at, body in self._of.items():
            for alias in (*forms[at].aliases, initials_of(forms[at].name)):
                if len(alias) > 2 and alias.isupper():
                    given[alias.lower()].add(self._root(body))
        for body in self._sorted():
            (word,) = body.words if len(body.words) == 1 else ("",)
            homes = {self._root(home) for home in given.get(word, set())} - {self._root(body)}
            if self._names[body].isupper() and len(homes) == 1:
                home = homes.pop()
                self._join(body, home, f"acronym of {self._names[home]}")

    def _join_without_country(self) -> None:
        """Join "defense ministry" with "Afghan Defense Ministry" where no other country's is named."""
        for body in self._sorted():
            if body.country is None:
                same = [other for other in self._parent if other.words == body.words and other.country]
                self._join_only(body, same)

    def _join_short(self) -> None:
        """Join "the ministry" with the one ministry named."""
        for body in self._sorted():
            if body.is_bare and may_stand_alone(body.head):
                same = [other for other in self._parent if other.head == body.head and other != body]
                self._join_only(body, same)

    def _join_only(self, body: Body, others: Iterable[Body]) -> None:
        homes = {self._root(other) for other in others} - {self._root(body)}
        if len(homes) == 1:
            home = homes.pop()
            self._join(body, home, f"the only {body.head} in these reports is {self.full_name(home)}")

    def _sorted(self) -> list[Body]:
        return sorted(self._parent, key=self._order)

    def _order(self, body: Body) -> tuple[int, list[str], str]:
        return -len(body.words), sorted(body.words), body.country or ""
