"""The one place where an entity is made: its id, and what the reviewed tables know of its side."""

from __future__ import annotations

from dataclasses import replace

from transforms.entities.actors import describe_actor
from transforms.ids import make_id
from transforms.records import Entity, EntityKind


def make_entity(
    kind: EntityKind, name: str, country_code: str | None = None, aliases: tuple[str, ...] = ()
) -> Entity:
    """Return the entity called `name`; country, side and sector are filled in where the tables know them."""
    if kind == "place":
        return Entity(make_id("entity", kind, name), name, kind, country_code, aliases=aliases)
    actor = describe_actor(name, kind, country_code)
    return Entity(
        entity_id=make_id("entity", kind, name),
        name=name,
        kind=kind,
        country_code=country_code or actor.country_code,
        side_code=actor.side_code,
        plover_sector=actor.plover_sector,
        aliases=aliases,
    )


def with_role(entity: Entity, role: str) -> Entity:
    """Return a person with the country, side and sector that the role states ("army spokesman")."""
    actor = describe_actor(role)
    return replace(
        entity,
        country_code=entity.country_code or actor.country_code,
        side_code=entity.side_code or actor.side_code,
        plover_sector=entity.plover_sector or actor.plover_sector,
    )
