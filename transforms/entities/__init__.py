"""Mentions, the entities they name, and what those are: person, state, side, sector."""
