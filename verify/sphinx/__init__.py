"""A Sphinx extension: claims, their verdicts and their citations in any document; load it as ``verify.sphinx``."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx

from verify.reporting.document import DISTRIBUTION
from verify.reporting.report import installed
from verify.sphinx.claims import ClaimDirective, ClaimRole
from verify.sphinx.library import announce, find_files
from verify.sphinx.links import resolve
from verify.sphinx.lists import ClaimList, DocumentList
from verify.sphinx.mathml import add_renderer
from verify.sphinx.pages import ClaimPage, write_pages


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls when it loads the extension."""
    app.add_config_value("verify_report", None, "env", frozenset({str, type(None)}), "Path of a report, from the folder of conf.py.")
    app.add_config_value("verify_cases", [], "env", frozenset({list, tuple}), "Folders of cases beside the library.")
    app.add_config_value("verify_library", True, "env", frozenset({bool}), "Are the claims of the library known?")
    app.add_config_value(
        "verify_claim_pages", None, "env", frozenset({str, type(None)}), "Folder for one page a claim, made at each build."
    )
    app.add_role("claim", ClaimRole())
    app.add_directive("claim", ClaimDirective)
    app.add_directive("claim-page", ClaimPage)
    app.add_directive("claims", ClaimList)
    app.add_directive("claims-of-documents", DocumentList)
    app.connect("config-inited", find_files)
    app.connect("builder-inited", announce)
    app.connect("builder-inited", write_pages)
    app.connect("missing-reference", resolve)
    add_renderer(app)
    return {"version": installed(DISTRIBUTION), "parallel_read_safe": True, "parallel_write_safe": True}
