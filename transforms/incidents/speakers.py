"""Two names of one speaker, over the reports of an incident: "Lena Brandt" and "the ministry's spokeswoman".

Whoever counts sources must not count one twice because two reports name it differently. Joined are
names that the reviewed lists or the reports themselves give to one body; a body and those who speak
for it by office; a short form and the one full name it can be short for. Where two are possible, or
organization, office or country speak against it, the names stay apart: too many sources are a lesser
fault than two people taken for one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby

from transforms.ids import make_id
from transforms.incidents.bodies import Body, Role, read_role, without_names
from transforms.incidents.known_bodies import BodyNames
from transforms.incidents.people import PersonName, read_name
from transforms.records import IncidentSpeaker, SpeakerForm


def find_speakers(forms: Iterable[SpeakerForm]) -> tuple[IncidentSpeaker, ...]:
    """Return a row for each name that is another name of a speaker; the same in whatever order they come.

    A name that counts under its own key has no row.
    """
    ordered = sorted(forms, key=lambda form: (form.incident_id, form.document_id, form.source_key))
    return tuple(
        row
        for _, group in groupby(ordered, key=lambda form: form.incident_id)
        for row in _Speakers(list(group)).rows()
    )


class _Speakers:
    """The names in the reports of one incident, put together step by step."""

    def __init__(self, forms: Sequence[SpeakerForm]) -> None:
        self._forms = forms
        self._parent = list(range(len(forms)))
        self._why: dict[int, str] = {}
        self._roles = {at: [read_role(role) for role in form.roles] for at, form in enumerate(forms)}
        self._bodies = BodyNames(forms)
        self._voice_of: dict[int, Body] = {}
        self._join_equal_keys()
        self._join_bodies()
        self._join_people()
        self._join_offices()

    def rows(self) -> Iterable[IncidentSpeaker]:
        """Yield the rows of this incident."""
        groups: dict[int, list[int]] = defaultdict(list)
        for at, form in enumerate(self._forms):
            if form.is_speaking:
                groups[self._root(at)].append(at)
        for members in groups.values():
            if len({self._own_key(at) for at in members}) < 2:
                continue
            key, name = self._head(members)
            for at in members:
                form = self._forms[at]
                if form.source_key != key or form.kind == "anonymous":
                    why = self._why.get(at) or f"another name of {name}"
                    yield IncidentSpeaker(form.incident_id, form.document_id, form.source_key, key, name, why)

    def _own_key(self, at: int) -> str:
        """Return what this name would count as alone: a nameless speaker is one of its report."""
        form = self._forms[at]
        return f"{form.document_id} {form.source_key}" if form.kind == "anonymous" else form.source_key

    def _head(self, members: Sequence[int]) -> tuple[str, str]:
        """Return key and name of the whole: a body that speaks, else the one person, else the body behind."""
        bodies = [at for at in members if self._forms[at].kind == "organization"]
        people = [at for at in members if self._forms[at].kind == "person"]
        people = people or [at for at in members if self._forms[at].kind == "office"]
        voices = [at for at in members if at in self._voice_of]
        head = min(
            bodies or people or members,
            key=lambda at: (-len(self._forms[at].name), self._forms[at].source_key, at),
        )
        body = self._bodies.of(head) if bodies else None
        if body is not None:
            return self._forms[head].source_key, self._bodies.full_name(body)
        if not bodies and voices and len({self._root_person(at) for at in people}) != 1:
            name = self._bodies.full_name(self._voice_of[voices[0]])
            return make_id("entity", "organization", name), name
        return self._forms[head].source_key, self._forms[head].name

    def _root_person(self, at: int) -> str:
        """Return what tells this person from others who speak for the same body."""
        name = read_name(self._forms[at].name)
        return name.last if name is not None else self._forms[at].source_key

    # Joining.

    def _root(self, at: int) -> int:
        while self._parent[at] != at:
            at = self._parent[at]
        return at

    def _join(self, at: int, other: int, why: str | None = None) -> None:
        one, two = sorted((self._root(at), self._root(other)))
        self._parent[two] = one
        if why is not None:
            self._why.setdefault(at, why)

    def _join_equal_keys(self) -> None:
        first: dict[str, int] = {}
        for at, form in enumerate(self._forms):
            if form.kind != "anonymous":
                self._join(at, first.setdefault(form.source_key, at))

    def _join_bodies(self) -> None:
        """Join bodies that are one, and those who speak for a body with it."""
        first: dict[Body, int] = {}
        for at, form in enumerate(self._forms):
            body = self._bodies.of(at)
            speaks_for = self._speaks_for(at, form)
            if body is None and speaks_for is None:
                continue
            named = body or speaks_for
            assert named is not None
            whole, why = self._bodies.whole(named)
            if speaks_for is not None:
                self._voice_of[at] = whole
                why = "; ".join(part for part in (f"speaks for {self._bodies.name(named)}", why) if part)
            if why:
                self._why.setdefault(at, why)
            self._join(at, first.setdefault(whole, at))

    def _speaks_for(self, at: int, form: SpeakerForm) -> Body | None:
        """Return the body whose word this speaker's is, by office; None where two are named."""
        roles = [read_role(form.name)] if form.kind == "anonymous" else self._roles[at]
        found = {role.body for role in roles if role.speaks and role.body is not None}
        return found.pop() if len(found) == 1 else None

    def _join_people(self) -> None:
        """Join spellings of one full name, then short forms with the one full name they can be short for."""
        named = {
            at: name
            for at, form in enumerate(self._forms)
            if form.kind == "person" and (name := read_name(form.name)) is not None
        }
        by_last: dict[str, list[int]] = defaultdict(list)
        for at, name in named.items():
            if name.is_full:
                by_last[name.last].append(at)
        for full in by_last.values():
            for number, at in enumerate(full):
                for other in full[:number]:
                    if named[at].same_as(named[other]) and self._agree([at], [other]) is not False:
                        self._join(at, other, f"another spelling of {self._forms[other].name}")
        bearers: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for at in (at for full in by_last.values() for at in full):
            for key in named[at].short_keys:
                bearers[key][self._root(at)].append(at)
        for at, name in named.items():
            if not name.is_full and self._forms[at].is_speaking:
                self._join_short(at, name, named, list(bearers[name.short_key].values()))

    def _join_short(
        self, at: int, name: PersonName, named: dict[int, PersonName], bearers: Sequence[Sequence[int]]
    ) -> None:
        here = self._forms[at].document_id
        possible = [group for group in bearers if any(name.short_for(named[other]) for other in group)]
        possible = [group for group in possible if self._root(group[0]) != self._root(at)]
        own = [group for group in possible if any(self._forms[other].document_id == here for other in group)]
        alike = [group for group in possible if self._agree([at], group)]
        if len(alike) == 1 and not own:
            whole = self._forms[alike[0][0]].name
            self._join(at, alike[0][0], f"short for {whole}: same organization or office")
        elif len(possible) == 1 and self._agree([at], possible[0]) is None:
            whole = self._forms[possible[0][0]].name
            self._join(at, possible[0][0], f"short for {whole}: nobody else of that name in these reports")

    def _join_offices(self) -> None:
        """Join an office that speaks without a name ("the governor") with the only holder named."""
        offices = [at for at, form in enumerate(self._forms) if form.kind == "office" and form.is_speaking]
        people = [at for at, form in enumerate(self._forms) if form.kind == "person" and self._roles[at]]
        for at in offices:
            office = read_role(self._forms[at].name)
            words = without_names(self._forms[at].name)
            holders: dict[int, int] = {}
            for other in people:
                if any(without_names(role) == words for role in self._forms[other].roles):
                    holders.setdefault(self._root(other), other)
            rivals = {read_role(self._forms[other].name).body for other in offices} - {None, office.body}
            if len(holders) != 1 or office.grades or (office.body is None and rivals):
                continue
            ((root, other),) = holders.items()
            if root != self._root(at) and any(_may_be_one(office, role) for role in self._roles[other]):
                who = self._forms[other].name
                self._join(at, other, f"the office of {who}, the only holder named in these reports")

    def _agree(self, some: Sequence[int], others: Sequence[int]) -> bool | None:
        """Tell whether what is said of two speakers agrees; None where it does not say."""
        mine = [role for at in some for role in self._roles[at]]
        theirs = [role for at in others for role in self._roles[at]]
        countries = [{self._forms[at].country_code for at in group} - {None} for group in (some, others)]
        if countries[0] and countries[1] and not countries[0] & countries[1]:
            return False
        bodies = [{role.body for role in roles} - {None} for roles in (mine, theirs)]
        if bodies[0] and bodies[1]:
            return any(
                one is not None and two is not None and self._bodies.are_one(one, two)
                for one in bodies[0]
                for two in bodies[1]
            )
        offices = [{word for role in roles for word in role.offices} for roles in (mine, theirs)]
        if offices[0] and offices[1]:
            return bool(offices[0] & offices[1])
        return None


def _may_be_one(office: Role, role: Role) -> bool:
    """Tell whether an office without a name may be the one that a person's role states."""
    if not office.offices & role.offices or office.country != role.country or role.grades:
        return False
    return office.body is None or office.body == role.body
