"""A browser, where one is installed, and the pages that the tests of the page look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.optional import program
from tests.reporting.page.pages import small_page, spiteful_page

_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update", "--disable-sync"]
"""No sandbox, since tests may run as root in a container; the page is our own, and is allowed to ask for nothing."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium without a window."""
    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, "--disable-background-networking"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with a claim of every standing, figures, a graph and every kind of certificate."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(small_page(), encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def spiteful_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a report in which every text tries to be something else."""
    file = tmp_path_factory.mktemp("spiteful") / "report.html"
    file.write_text(spiteful_page(), encoding="utf-8")
    return file
