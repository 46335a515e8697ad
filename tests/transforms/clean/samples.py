"""Texts and pages made up for the tests of cleaning."""

from transforms.clean import CleanArticle, OutletTable, clean_article
from transforms.records import Hints, RawArticle

PARAGRAPHS = (
    "The governor of the northern district said on Tuesday that the bridge over the Alder would stay"
    " closed until engineers had looked at its piers.",
    '"Nobody should try to cross it on foot," Ann Example told reporters in the town of Lower Mill, where'
    " the flood had washed away two houses.",
    "Rescue workers brought forty people to a school on higher ground, and a spokesman for the fire service"
    " said that three of them had been hurt.",
    "The ministry of transport did not answer a request for comment, but it had promised a new bridge twice"
    " in the last ten years.",
)

DUMP = "\n\n".join(
    [
        "Skip to content",
        "Breaking News",
        "Flood closes bridge over the Alder near Lower Mill",
        "March 4, 2021",
        "A boat on the Alder (file photo)\nA boat on the Alder (file photo)",
        PARAGRAPHS[0],
        PARAGRAPHS[1],
        "'Twice promised'",
        PARAGRAPHS[2],
        "Read more: How the Alder was tamed",
        PARAGRAPHS[3],
        "With reporting by Reuters and AFP",
    ]
)

OUTLETS = OutletTable.from_reference()


def raw(content: str, markup: str = "text", hints: Hints | None = None) -> RawArticle:
    """Return a raw article of the given text."""
    assert markup in ("text", "html")
    return RawArticle(
        "c" * 64, 0, "sample", "html" if markup == "html" else "text", content, hints or Hints()
    )


def cleaned(content: str, markup: str = "text", hints: Hints | None = None) -> CleanArticle:
    """Return the article in `content`, which must hold one."""
    found = clean_article(raw(content, markup, hints), OUTLETS)
    assert isinstance(found, CleanArticle), found
    return found


def page(body: str, head: str = "") -> str:
    """Return an HTML page around `body`."""
    return f'<html lang="en"><head>{head}</head><body><nav><a href="/">Home</a></nav>{body}</body></html>'
