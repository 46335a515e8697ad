"""What the warehouse keeps of incidents: the incidents, their events, their history, people's decisions."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime

from sql import statements
from sql.columns import to_arrow
from sql.ledger import StageMark
from sql.session import Session
from transforms.records import (
    Event,
    Incident,
    IncidentChange,
    IncidentDecision,
    IncidentEvent,
    IncidentSpeaker,
    SpeakerForm,
)


class IncidentStore:
    """The part of a warehouse that is about incidents."""

    @property
    @abstractmethod
    def _session(self) -> Session:
        """The open connection."""

    def document_ids(self) -> tuple[str, ...]:
        """Return the ids of all documents, sorted; copies and versions too."""
        return tuple(key for (key,) in self._session.rows(statements.DOCUMENT_IDS))

    def put_incidents(
        self,
        incidents: Sequence[Incident],
        links: Sequence[IncidentEvent],
        redated: Sequence[Event] = (),
        changes: Sequence[IncidentChange] = (),
        mark: StageMark | None = None,
    ) -> None:
        """Put these incidents and links in place of all that stand, and add `changes` to the history.

        `redated` are events whose dates were found in other documents of their incident; only
        their date columns are written, with the basis they state. Dates linked before are undone.
        `mark` says which batch made the changes; without it they are not written.
        """
        with self._session.transaction():
            self._session.run_for((), statements.DELETE_INCIDENTS)
            self._session.insert("core.incident", to_arrow(Incident, incidents))
            self._session.insert("core.incident_event", to_arrow(IncidentEvent, links))
            with self._session.incoming(to_arrow(Event, redated)):
                self._session.connection.execute(statements.SET_EVENT_DATES)
            if mark is not None:
                rows = to_arrow(IncidentChange, changes, changed_at=mark.done_at, batch_id=mark.batch_id)
                self._session.insert("core.incident_history", rows)

    def speaker_forms(self) -> tuple[SpeakerForm, ...]:
        """Return the names that speak or are named in the reports of incidents; needs the views."""
        return self._session.load("intermediate.speaker_form", SpeakerForm)

    def put_speakers(self, speakers: Sequence[IncidentSpeaker]) -> None:
        """Put these names of speakers in place of all that stand."""
        with self._session.transaction():
            self._session.run_for((), statements.DELETE_SPEAKERS)
            self._session.insert("core.incident_speaker", to_arrow(IncidentSpeaker, speakers))

    def speakers(self) -> tuple[IncidentSpeaker, ...]:
        """Return the names that are other names of speakers, by incident and report."""
        return self._session.load("core.incident_speaker", IncidentSpeaker)

    def incidents(self) -> tuple[Incident, ...]:
        """Return all incidents, by id."""
        return self._session.load("core.incident", Incident)

    def incident_events(self) -> tuple[IncidentEvent, ...]:
        """Return all links from events to incidents, by event."""
        return self._session.load("core.incident_event", IncidentEvent)

    def put_decisions(self, decisions: Sequence[IncidentDecision], now: datetime) -> None:
        """Add decisions; one that contradicts an earlier one about the same two events takes its place."""
        rows = to_arrow(IncidentDecision, decisions, decided_at=now)
        with self._session.transaction():
            with self._session.incoming(rows):
                self._session.connection.execute(statements.DELETE_SAME_DECISIONS)
            self._session.insert("core.incident_decision", rows)

    def decisions(self) -> tuple[IncidentDecision, ...]:
        """Return all decisions, by id."""
        return self._session.load("core.incident_decision", IncidentDecision)

    def event_homes(self, incident_id: str) -> tuple[tuple[str, str], ...]:
        """Return (event_id, document_id) of each event of an incident, by document and place in the text."""
        return tuple(self._session.rows(statements.EVENTS_OF_INCIDENT, parameters=[incident_id]))
