"""The image of a smooth curve in the plane need not be a smooth curve: it may be a point, have a cusp, cross itself, or wind densely."""

from verify import (
    FAILS,
    Balls,
    Case,
    Claim,
    NamedInstances,
    Source,
    Statement,
    embedded_image,
    embedded_neighbourhood,
    jacobian,
    parameters,
    point,
    polynomial_map,
    rank,
    where,
    witness,
)

curves = (
    point(polynomial_map("t**2", "t**3"), at=[0], labels=[0, 0]),
    point(polynomial_map("0*t", "0*t"), at=[0], labels=[0, 0]),
    point(polynomial_map("t**2 - 1", "t**3 - t"), at=[1], labels=[0, 0], facts={"again": [-1]}),
    point(polynomial_map("sin(t)", "sin(sqrt(2)*t)"), at=[0], labels=[0, 0], numbers=Balls()),
    point(polynomial_map("t", "t**2"), at=[0], labels=[0, 0]),
)

as_stated = Statement(about=(NamedInstances("curves in the plane", curves),), given=(), then=embedded_image)
sharp = as_stated.replace(
    "a neighbourhood, where the curve does not stop", given=(where(rank(jacobian).equals(parameters)),), then=embedded_neighbourhood
)

case = Case(
    Claim(
        "curve-image-copy",
        FAILS,
        revision=1,
        topic="images",
        title="The image of a smooth map of the line into the plane is a copy of the line",
        says=r"For every smooth $F : \mathbb R \to \mathbb R^2$ the image $F(\mathbb R)$ is an embedded smooth curve, a kind of copy of"
        r" $\mathbb R$.",
        source=Source("notes", "section Behavioural Space, where the image of a curve is pictured; made precise here"),
        amended_by="full-rank-embeds-a-neighbourhood",
        pointwise=False,
    ),
    as_stated,
    accepts=[sharp],
    checks=[
        witness(*curves),
        witness(curves[1], curves[4], name="a constant"),
        witness(curves[2], curves[4], name="a node"),
        witness(curves[3], name="a curve that is dense in a square"),
    ],
)
