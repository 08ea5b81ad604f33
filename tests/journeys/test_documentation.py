"""What the documentation tells a reader to type works, in an empty folder, as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted(page.relative_to(ROOT).as_posix() for page in [*ROOT.glob("docs/**/*.md"), ROOT / "cases" / "README.md", ROOT / "README.md"])
_BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<language>\w+)\n(?P<body>.*?)```(?:\n\nprints `(?P<printed>[^`]*)`)?", re.DOTALL
)


def run(command, folder):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def follow(page, folder):
    """Do what a page says, from top to bottom; returns how many blocks were followed."""
    followed = 0
    for block in _BLOCK.finditer((ROOT / page).read_text(encoding="utf-8")):
        body, language = block["body"], block["language"]
        if block["file"]:
            (folder / block["file"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / block["file"]).write_text(body, encoding="utf-8")
        elif language == "python":
            done = run([sys.executable, "-c", body], folder)
            assert done.returncode == 0, done.stderr
            if block["printed"] is not None:
                assert done.stdout.strip() == block["printed"]
        elif language == "console":
            for line in (line[2:] for line in body.splitlines() if line.startswith("$ ")):
                words = shlex.split(line)
                done = run([sys.executable, *words[1:]] if words[0] == "python" else words, folder)
                assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        else:
            continue
        followed += 1
    return followed


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_followed_from_top_to_bottom(page, tmp_path):
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = len(re.findall(r"^```(?:python|console)$", text, re.MULTILINE))
    assert follow(page, tmp_path) == blocks


def test_a_page_that_lies_is_caught(tmp_path):
    page = tmp_path / "lie.md"
    page.write_text("```python\nprint(1 + 1)\n```\n\nprints `3`\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        follow(page, tmp_path)


MADE_BY_THE_BUILD = ("claims/index.rst", "api/index.rst")
"""Not there before the site is built, which fails on a link that leads nowhere."""


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert target in MADE_BY_THE_BUILD or ((ROOT / page).parent / target).exists(), f"{page} links to {target}"


def test_the_words_the_guide_names_exist():
    import verify  # deferred: the public words load their rooms

    text = (ROOT / "cases" / "README.md").read_text(encoding="utf-8")
    table = text[text.index("| quantities") : text.index("**Controls.**")]
    named = set(re.findall(r"`([a-z][a-z_]+)`", table)) - {"build", "g", "impose"}
    missing = [word for word in named if word not in verify.__all__ and not re.search(rf"\.{word}|\"{word}\"", text)]
    assert not missing
