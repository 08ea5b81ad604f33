"""In a bibliography, entries about claims are found by their keys and by their notes; comments and other entries are left alone."""

from __future__ import annotations

from verify.reporting.citation import Stated
from verify.writeups.bibliography import read

BIBLIOGRAPHY = """% verify:no-comment:r1
@comment{verify:no-comment:r1}
@article{knuth1984, title = {Literate claims}, year = 1984}

@misc{verify:by-key:r2,
  title = {x},
}
@misc{mine,
  note = {Claim by-note, revision 3: fails (named
    instances, exact); landscape-claims 0.1.0, seed 0, fingerprint 0123456789abcdef}
}
@software{verify:both:r1,
  note = "{Claim} both, revision 1: holds (sampled, exact)"
}
@misc{verify:both:r1, note = {twice}}
@misc{verify:other:r1,
  note = {Claim both, revision 1: holds (sampled, exact)}
}
@misc{broken,
"""


def test_entries_are_found_by_key_and_by_note_on_the_lines_where_they_begin() -> None:
    found = [(mention.line, mention.stated.id, mention.stated.revision) for mention in read(BIBLIOGRAPHY).mentions]
    assert found == [(5, "by-key", "2"), (8, "by-note", "3"), (12, "both", "1"), (16, "both", "1"), (16, "other", "1")]


def test_what_a_note_states_is_read_over_its_lines() -> None:
    (by_note,) = (mention.stated for mention in read(BIBLIOGRAPHY).mentions if mention.stated.id == "by-note")
    assert by_note == Stated("by-note", "3", "fails", "named instances, exact", "0.1.0", "0", "0123456789abcdef")
