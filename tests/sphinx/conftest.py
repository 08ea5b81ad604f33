"""Sphinx projects made for one test each."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.reporting.records import report
from verify.reporting.report import write_report

HEAD = "Page\n====\n\n"


@dataclass(frozen=True)
class Built:
    """What a build left: the folder of its pages, and its warnings."""

    folder: Path
    warnings: str

    def page(self, name: str = "index.html") -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def text(self, name: str = "index.html") -> str:
        """What is to be read on a page, without its tags."""
        return html.unescape(re.sub(r"<[^>]*>", "", self.page(name)))


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds documents, given by their names, with a report of the given claims."""

    def built(pages: dict[str, str] | str, *claims: Any, builder: str = "html", **settings: Any) -> Built:
        source, out = tmp_path / "source", tmp_path / builder
        source.mkdir(exist_ok=True)
        for name, text in ({"index.rst": HEAD + pages} if isinstance(pages, str) else pages).items():
            (source / name).write_text(text, encoding="utf-8")
        if claims:
            write_report(tmp_path / "report.json", report(*claims))
        chosen = {"extensions": ["verify.sphinx"], "verify_library": False, "html_theme": "basic", "html_math_renderer": "mathml"}
        chosen |= {"verify_report": str(tmp_path / "report.json")} if claims else {}
        warnings = StringIO()
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(source, None, out, tmp_path / "doctrees", builder, chosen | settings, status=None, warning=warnings)
            app.build()
        return Built(out, warnings.getvalue())

    return built
