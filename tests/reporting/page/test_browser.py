"""The page in a real browser: quiet, alone, set as mathematics, filtered, linked, reached with the keyboard, open to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"


class Watched:
    """A page with everything that it said and asked for."""

    def __init__(self, browser: Browser, file: Path, size: Any, colours: str = "light") -> None:
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page: Page = browser.new_page(viewport=size, color_scheme=colours)  # type: ignore[arg-type]  # one of two literals
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(file.as_uri())


@pytest.fixture
def watched(chromium: Browser, page_file: Path) -> Iterator[Watched]:
    found = Watched(chromium, page_file, WIDE)
    yield found
    found.page.close()


def shown(page: Page) -> list[str]:
    """The ids in the rows that are to be seen."""
    return page.locator("#rows > tr:visible code.id").all_inner_texts()


def test_it_says_nothing_and_asks_for_nothing_but_itself(watched: Watched, page_file: Path) -> None:
    watched.page.evaluate(OPEN_ALL)
    watched.page.wait_for_load_state("networkidle")
    assert watched.said == []
    assert watched.asked == [page_file.as_uri()]


def test_a_page_that_does_ask_is_caught(chromium: Browser, page_file: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(page_file.read_text(encoding="utf-8").replace("<main", '<img src="http://127.0.0.1:9/x.png" alt=""><main', 1))
    found = Watched(chromium, spoilt, WIDE)
    assert any("Content Security Policy" in said for said in found.said)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desktop", "phone"])
def test_mathematics_is_set_and_not_spelt(chromium: Browser, page_file: Path, size: Any) -> None:
    page = Watched(chromium, page_file, size).page
    page.evaluate(OPEN_ALL)
    boxes = page.evaluate("[...document.querySelectorAll('main math')].map(m => m.getBoundingClientRect()).map(b => [b.width, b.height])")
    assert len(boxes) > 10
    assert all(width > 3 and height > 5 for width, height in boxes)
    assert page.evaluate("document.fonts.check('16px \"Page Mathematics\"', '∇⊤')")
    assert page.locator("code.unread").count() == 0
    assert "$" not in page.locator(".statement").first.inner_text()


def test_nothing_is_wider_than_a_phone(chromium: Browser, page_file: Path) -> None:
    page = Watched(chromium, page_file, PHONE).page
    page.evaluate(OPEN_ALL)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_figures_are_drawn_in_the_colours_of_the_page(chromium: Browser, page_file: Path) -> None:
    pages = [Watched(chromium, page_file, WIDE, colours).page for colours in ("light", "dark")]
    drawings = [page.locator("svg.drawing") for page in pages]
    assert drawings[0].count() > 5
    assert all(box is not None and box["width"] > 100 for box in (drawing.bounding_box() for drawing in drawings[0].all()))
    inks = [page.evaluate("getComputedStyle(document.querySelector('svg.drawing text')).fill") for page in pages]
    assert inks[0] != inks[1]


def test_the_filter_shows_what_was_asked_for_and_says_how_much(watched: Watched) -> None:
    page = watched.page
    assert len(shown(page)) == 6
    page.get_by_label("Search").fill("Hess minimum")
    assert shown(page) == ["fails-as-stated"]
    assert page.locator("#found").inner_text() == "1 of 6 claims"
    page.get_by_role("button", name="Clear").click()
    for label, value, expected in (
        ("Verdict", "open", ["an-open-one"]),
        ("Finding", "undecided", ["an-open-one"]),
        ("Grade: scope", "all sizes", ["holds-for-all"]),
        ("Grade: rigour", "floating", ["holds-by-sample"]),
        ("Topic", "other", ["holds-for-all", "a-measured-one"]),
        ("Document", "post", ["holds-for-all"]),
        ("Standing", "disagrees", ["is-wrong"]),
    ):
        page.get_by_role("combobox", name=label, exact=True).select_option(value)
        assert shown(page) == expected, label
        page.get_by_role("combobox", name=label, exact=True).select_option("")
    page.get_by_label("Search").fill("nothing has this in it")
    assert page.locator("#found").inner_text() == "0 of 6 claims"
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == 6


def test_a_number_of_the_summary_leads_to_its_claims(watched: Watched) -> None:
    watched.page.locator(".tile.measured").click()
    assert shown(watched.page) == ["a-measured-one"]


def test_every_link_leads_somewhere_on_the_page(watched: Watched) -> None:
    links = watched.page.evaluate("[...document.querySelectorAll('a')].map(link => link.getAttribute('href'))")
    names = watched.page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(links) > 20
    assert [link for link in links if not (link.startswith("#") and link[1:] in names)] == []
    assert len(set(names)) == len(names)
    watched.page.locator("#rows a").first.click()
    assert watched.page.url.endswith("#claim-fails-as-stated")
    watched.page.locator("svg.graph a").first.click()
    assert "#claim-" in watched.page.url


def test_it_can_be_used_with_the_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type("sharp")
    assert shown(page) == ["holds-for-all"]
    page.keyboard.press("Escape")
    assert len(shown(page)) == 6
    summary = page.locator("details.check > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details.check").first.get_attribute("open") is not None
    assert summary.evaluate("s => getComputedStyle(s).outlineStyle") != "none"


@pytest.mark.parametrize(("size", "colours"), [(WIDE, "light"), (PHONE, "dark")], ids=["desktop, light", "phone, dark"])
def test_nobody_is_shut_out(chromium: Browser, page_file: Path, size: Any, colours: str) -> None:
    page = Watched(chromium, page_file, size, colours).page
    page.evaluate(OPEN_ALL)
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"][:3]]) for one in violations] == []


def test_a_page_that_does_shut_somebody_out_is_caught(chromium: Browser, page_file: Path, tmp_path: Path) -> None:
    spoilt = tmp_path / "spoilt.html"
    text = page_file.read_text(encoding="utf-8")
    spoilt.write_text(text.replace("<label>Standing <select", "<span></span><select", 1), encoding="utf-8")
    assert "select-name" in {one["id"] for one in Axe().run(Watched(chromium, spoilt, WIDE).page).response["violations"]}


def test_paper_shows_what_the_screen_folds_away(watched: Watched) -> None:
    page = watched.page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details.check:not([open])").count() == 0
    assert not page.locator("#filters").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details.check:not([open])").count() > 0


def test_texts_that_mean_harm_stay_texts(chromium: Browser, spiteful_file: Path) -> None:
    found = Watched(chromium, spiteful_file, WIDE)
    found.page.evaluate(OPEN_ALL)
    found.page.wait_for_load_state("networkidle")
    assert found.said == []
    assert found.asked == [spiteful_file.as_uri()]
    assert "owned" not in found.page.title()
    assert found.page.locator("script").count() == 1
    assert found.page.locator("img, b").count() == 0
    text = found.page.locator("main").inner_text()
    assert "<script>document.title='owned'</script>" in text
    assert "{{7*7}}" in text
    assert "⟨U+202E⟩gnp.exe⟨U+2066⟩⟨U+0007⟩" in text
    assert not set("\u202e\u2066\x07") & set(found.page.content())
    found.page.get_by_label("Search").fill("gnp.exe")
    assert found.page.locator("#rows > tr:visible").count() > 10
