"""In Markdown, citations in text, keys and roles are found on their lines; code, comments and front matter are not looked at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.writeups.documents import expected, found
from verify.reporting.citation import Stated
from verify.writeups.markdown import read

DOCUMENT = """---
title: Claim no-front-matter, revision 1
---
# Claim yes-heading, revision 2

*At a \\*min\\*.* Claim yes-sentence, revision 1: fails (named
instances, exact); landscape-claims 0.1.0, seed 0, fingerprint 0123456789abcdef.
`Claim no-code, revision 1` and ``Claim no-code,
revision 1`` {claim}`yes-role, revision 3` and [@verify:yes-key:r1; @other, p. 3].
**Claim yes-strong**, revision 1, and [Claim yes-link, revision 1](http://x.y).

```
Claim no-fence, revision 1 {claim}`no-fence`
```

**Claim** `yes-set`, *revision* 1: **holds** (all sizes, exact)

~~~{code-block} python
# Claim no-code, revision 1
~~~

    Claim no-indented, revision 1

````{note}
Claim yes-note, revision 1
```{tip}
{claim}`yes-tip`
```
````

:::{admonition} Claim yes-colon, revision 1
:::

<!-- Claim no-comment, revision 1 -->
Text <!-- Claim no-comment, revision 1 --> <b>Claim yes-tagged, revision 1</b>

<div>
<!-- Claim no-comment,
revision 1 -->
Claim yes-html, revision 1
<pre>Claim no-pre, revision 1</pre>
</div>

| a | b |
|---|---|
| Claim yes-table, revision 1 | x |

- item

  > Claim yes-quote, revision 9. See {claim}`shown text <yes-target>`
  > and {cite:p}`verify:yes-cite:r4,knuth`

Setext Claim yes-setext, revision 1
===================================

[^1]: Claim yes-foot, revision 3

[ref]: http://x.y "Claim no-definition, revision 1"
1. Claim yes-item,
   revision 1
"""


def test_what_is_shown_is_found_on_its_line_and_nothing_else() -> None:
    assert found(read, DOCUMENT) == expected(DOCUMENT)


def test_what_is_stated_is_read() -> None:
    by_id = {mention.stated.id: mention.stated for mention in read(DOCUMENT).mentions}
    assert by_id["yes-role"] == Stated("yes-role", "3")
    assert by_id["yes-cite"] == Stated("yes-cite", "4")
    assert (by_id["yes-set"].verdict, by_id["yes-set"].strength) == ("holds", "all sizes, exact")
    assert by_id["yes-sentence"].fingerprint == "0123456789abcdef"


@given(st.lists(st.sampled_from([*DOCUMENT.split("\n"), "```", "<!--", "-->", "`", "{claim}`", "> ", "- ", "\ue000"]), max_size=8))
def test_no_jumble_of_lines_stops_the_reader(lines: list[str]) -> None:
    for mention in read("\n".join(lines)).mentions:
        assert 1 <= mention.line <= len(lines)
