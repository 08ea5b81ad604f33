"""Every closed set is the zero set of a smooth function: closedness is all that is known of a fibre of which nothing else is known."""

from verify import (
    HOLDS,
    STAGE,
    Case,
    Claim,
    Proposition,
    Source,
    Statement,
    closed,
    closed_sets,
    finitely_many_pieces,
    is_closed,
    not_closed,
    null_or_fat,
    smooth_bumps,
    witness,
    zeros_of_analytic,
)

sets = (*closed_sets, *not_closed)
fast = smooth_bumps(STAGE)

has_function = Statement(about=(closed_sets, not_closed), given=(closed,), then=fast)

existence = Case(
    Claim(
        "closed-set-zero-set",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Every closed set is the zero set of a smooth function",
        says=r"For every closed $C \subset \mathbb R^n$ there is a $C^\infty$ function $g \ge 0$ with $g^{-1}(0) = C$: on the line,"
        r" a bump on each gap of $C$, of height $\ell^n$ on a gap of length $\ell \le \frac12$ that is taken out at stage $n$.",
        source=Source("notes", "section Behaviour Manifolds, remark after the examples"),
        not_shown=(
            "closed sets of the line other than those named: the bounds of the bumps hang on the lengths of the gaps alone",
            "closed sets of the plane that are no products of sets of the line: there balls take the place of gaps (Whitney)",
            "gaps longer than 1/2 and unbounded ones, whose bumps need no factor",
        ),
        pointwise=False,
    ),
    has_function,
    rejects=[
        has_function.without(closed),
        has_function.replace("with a function of height l on gaps of length l", then=smooth_bumps(1)),
        has_function.replace("with a function of height l^3 on gaps of length l", then=smooth_bumps(3)),
        has_function.replace("with an analytic function", then=zeros_of_analytic),
    ],
    checks=[witness(*sets)],
)


def exactly_if(first, second):
    """One holds exactly if the other does."""
    return Proposition(
        f"{first.text} exactly if {second.text}",
        lambda at: (first.judge(at) & second.judge(at)) | (~first.judge(at) & ~second.judge(at)),
        second.values,
    )


is_zero_set = Statement(about=(closed_sets, not_closed), given=(), then=exactly_if(is_closed, fast))

nothing_else = Case(
    Claim(
        "closedness-is-all",
        HOLDS,
        revision=1,
        topic="fibres",
        title="The zero sets of smooth functions are the closed sets, and nothing beyond closedness follows",
        says=r"A set is $g^{-1}(0)$ for some $C^\infty$ function $g$ exactly if it is closed. It may have infinitely many pieces, and"
        r" positive measure without an inner point.",
        source=Source("notes", "section Behaviour Manifolds, remark after the examples, last sentence"),
        uses=("closed-set-zero-set",),
        not_shown=("analytic, piecewise polynomial and other tame maps, of whose fibres much more is known",),
        pointwise=False,
    ),
    is_zero_set,
    rejects=[
        is_zero_set.replace("for analytic functions", then=exactly_if(is_closed, zeros_of_analytic)),
        is_zero_set.replace("zero sets have measure 0 or an inner point", given=(closed,), then=null_or_fat),
        is_zero_set.replace("zero sets have finitely many pieces", given=(closed,), then=finitely_many_pieces),
    ],
    checks=[witness(*sets)],
)
