# Every choice in this file is signed: the comment above or beside it gives the reason.

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(_HERE), str(_HERE.parent)]  # api_pages.py; and this checkout, whatever else is installed

import api_pages  # noqa: E402 -- found through the line above

import verify  # noqa: E402 -- likewise

project = "verify"
author = "the verify authors"
copyright = author  # no year: pages built twice are the same
version = release = verify.__version__

extensions = [
    "myst_parser",  # the pages are Markdown, which the repository's readers see as well
    "sphinx.ext.autodoc",
    "numpydoc",  # docstrings are in its form
    "verify.sphinx",  # the project's own: claims with their verdicts
]
exclude_patterns = ["README.md", "_build", "api_pages.py"]  # README.md is the contents for readers of the repository; index.md is ours
root_doc = "index"
nitpicky = False  # docstrings name types of other people's libraries, which no inventory can be fetched for
suppress_warnings = ["myst.header"]  # a page that is included begins with the headings that it has elsewhere

myst_enable_extensions = ["dollarmath", "deflist"]
myst_heading_anchors = 3  # links such as hunt.md#options work as they do in the repository

# The last run of the library, or the one that VERIFY_REPORT names; without any the pages say that nothing was run.
_last = Path(os.environ.get("VERIFY_REPORT", _HERE.parent / ".verify" / "report.json"))
verify_report = str(_last.resolve()) if _last.exists() else None
verify_claim_pages = "claims"

numpydoc_show_class_members = False  # members are listed where they are worth it
autodoc_typehints = "none"  # numpydoc's sections say what matters; the signature stays short
autodoc_preserve_defaults = True  # lambdas and objects are shown as they are written, without addresses

html_theme = "pydata_sphinx_theme"
html_title = "verify"
html_math_renderer = "mathml"  # shown by the browser itself: nothing is fetched, and nothing needs a script
html_static_path = ["_static"]
html_css_files = ["verify.css"]
html_show_sourcelink = False
html_copy_source = False
html_context = {"default_mode": "auto"}  # the reader's own choice of light or dark
html_theme_options = {
    "show_toc_level": 2,
    "header_links_before_dropdown": 3,  # with search and theme they stay on one line
    "navigation_with_keys": False,
    "collapse_navigation": True,  # a menu of all claims on every page would be most of the site
    "navigation_depth": 2,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_end": [],
}
html_sidebars = {"*": [], "claims/*": []}  # pages of their own have nothing beside them, and the claims have the tables of claims/index

latex_engine = "lualatex"  # the pages have signs that pdflatex does not know


def setup(app):
    """Write the reference before the documents are read."""
    app.connect("builder-inited", lambda app: api_pages.write(Path(app.srcdir) / "api"))
