"""The entities of one article: what each mention names, and who is meant by the words of a source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from transforms.entities.resolved import Resolved
from transforms.entities.sources import SourceResolver
from transforms.ids import make_id
from transforms.language import Article
from transforms.records import Entity, Mention, Resolution, Span


class EntityBook:
    """Mentions by position, entities by id; grows as sources are resolved."""

    def __init__(self, article: Article, mentions: tuple[Mention, ...], entities: tuple[Entity, ...]) -> None:
        self.article = article
        self._mentions = {mention.span: mention for mention in mentions}
        self._entities = {entity.entity_id: entity for entity in entities}
        self._sorted: list[Mention] | None = None
        self._resolved: dict[Span, Resolved] = {}
        self._resolver = SourceResolver(self)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Return all mentions in the order of the text."""
        return tuple(self._in_order())

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Return all entities, by id."""
        return tuple(self._entities[key] for key in sorted(self._entities))

    def entity(self, mention: Mention) -> Entity | None:
        """Return what `mention` names, or None where it stays unresolved."""
        return self._entities.get(mention.entity_id) if mention.entity_id else None

    def mention_at(self, span: Span) -> Mention | None:
        """Return the mention at `span`: the same words, else one around them, else the one at their head."""
        exact = self._mentions.get(span)
        if exact is not None:
            return exact
        touching = self.mentions_in(span)
        around = [mention for mention in touching if mention.span.covers(span)]
        if around:
            return min(around, key=lambda mention: mention.span.end - mention.span.start)
        tokens = self.article.tokens(span)
        if tokens is None:
            return None
        head = tokens.root.idx
        return next((mention for mention in touching if mention.span.start <= head < mention.span.end), None)

    def entity_at(self, span: Span) -> Entity | None:
        """Return what the words at `span` name, or None."""
        mention = self.mention_at(span)
        return self.entity(mention) if mention is not None else None

    def mentions_in(self, span: Span) -> list[Mention]:
        """Return the mentions that share a character with `span`, in order."""
        ordered = self._in_order()
        last = bisect_left(ordered, span.end, key=lambda mention: mention.span.start)
        return [mention for mention in ordered[max(0, last - 30) : last] if mention.span.end > span.start]

    def mentions_before(self, offset: int) -> list[Mention]:
        """Return the mentions that end at or before `offset`, in order."""
        ordered = self._in_order()
        last = bisect_right(ordered, offset, key=lambda mention: mention.span.start)
        return [mention for mention in ordered[:last] if mention.span.end <= offset]

    def resolve(self, span: Span) -> Resolved:
        """Return who is meant by the words at `span`: names, roles, pronouns and definite descriptions."""
        if span not in self._resolved:
            found = self._resolver.resolve(span)
            self._resolved[span] = found
            if found.entity is not None:
                self._entities.setdefault(found.entity.entity_id, found.entity)
        return self._resolved[span]

    def resolved_before(self, offset: int) -> list[tuple[Span, Resolved]]:
        """Return the sources already resolved that stand before `offset`, in order."""
        found = [(span, resolved) for span, resolved in self._resolved.items() if span.end <= offset]
        return sorted(found, key=lambda pair: pair[0])

    def put(self, entity: Entity) -> None:
        """Put `entity` in the place of what is known under its id."""
        self._entities[entity.entity_id] = entity

    def add(self, span: Span, label: str, entity: Entity | None, resolution: Resolution | None) -> None:
        """Write down a mention that resolving a source brought to light; a known one keeps its label."""
        known = self._mentions.get(span)
        if entity is not None:
            self._entities.setdefault(entity.entity_id, entity)
        entity_id = entity.entity_id if entity is not None else None
        if known is not None:
            if known.entity_id is None:
                self._mentions[span] = replace(known, entity_id=entity_id, resolution=resolution)
        else:
            document_id = self.article.document.document_id
            self._mentions[span] = Mention(
                make_id("mention", document_id, span),
                document_id,
                self.article.sentence_at(span.start).sentence_no,
                span,
                span.cut(self.article.text),
                label,
                entity_id,
                resolution,
            )
        self._sorted = None

    def _in_order(self) -> list[Mention]:
        if self._sorted is None:
            self._sorted = sorted(self._mentions.values(), key=lambda mention: mention.span)
        return self._sorted
