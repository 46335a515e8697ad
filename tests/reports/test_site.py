"""The pages as a person sees them, in a real browser without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reports.site import Site, build_site
from sql.reader import Reader

pytestmark = pytest.mark.slow
HEADINGS = (
    "Figures, each under its source",
    "Who says what",
    "Who stands behind it",
    "Timeline",
    "Claims",
    "Documents",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (Debian package chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(published, tmp_path_factory.mktemp("site"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    asked: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    assert not [url for url in asked if not url.startswith("file:")], "the page asked the network"
    assert not faults
    opened.close()


def test_the_index_leads_to_each_dossier(site: Site, page: Page) -> None:
    page.goto((site.folder / "index.html").as_uri())
    assert page.locator('a[href^="incident-"]').count() == len(site.incident_pages)
    page.locator('a[href^="incident-"]').first.click()
    assert page.locator("h1").inner_text()


def test_a_dossier_shows_figures_speakers_timeline_and_claims(
    site: Site, page: Page, published: Path
) -> None:
    with Reader(published) as reader:
        incidents = reader.rows("mart.incidents")
    biggest = max(incidents, key=lambda row: row["document_count"])
    page.goto((site.folder / f"incident-{biggest['incident_id']}.html").as_uri())
    assert page.locator("figure svg").count() >= 1
    for heading in HEADINGS:
        assert page.get_by_role("heading", name=heading, exact=True).is_visible()
    claim = page.locator("article.claim").first
    assert claim.locator("mark.content").count() >= 1
    claim.locator("summary").click()
    assert claim.locator("details li").first.is_visible()


def test_marks_on_the_page_are_the_stored_words(site: Site, page: Page, published: Path) -> None:
    with Reader(published) as reader:
        stored = {row["claim_id"]: row for row in reader.rows("mart.claims") if row["source_text"]}
    shown = 0
    for path in site.document_pages:
        page.goto(path.as_uri())
        for claim_id, row in stored.items():
            marks = page.locator(f"#claim-{claim_id} mark.source")
            if marks.count():
                shown += 1
                assert "".join(marks.all_inner_texts()).split() == row["source_text"].split()
    assert shown == len(stored)


def test_a_narrow_screen_does_not_scroll_sideways(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in (site.folder / "index.html", *site.incident_pages[:1], *site.document_pages[:1]):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
