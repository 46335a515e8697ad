"""Places of an article: which words name one, which one they mean, and how exactly it is known."""

from transforms.places.build import build_gazetteer, gazetteer_version
from transforms.places.find import find_places
from transforms.places.gazetteer import Gazetteer, GazetteerError

__all__ = ["Gazetteer", "GazetteerError", "build_gazetteer", "find_places", "gazetteer_version"]
