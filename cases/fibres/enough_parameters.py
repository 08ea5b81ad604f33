"""The submersion argument needs as many parameters as behaviours, not more; and more parameters than data are not enough."""

from verify import (
    FAILS,
    HOLDS,
    Architecture,
    Case,
    Claim,
    ModelInstance,
    NamedInstances,
    Network,
    Source,
    SquaredError,
    Statement,
    Stratum,
    behaviours,
    data_points,
    exact,
    fibre_dimension,
    hunted,
    jacobian,
    known_fibres,
    parameters,
    point,
    polynomial_map,
    rank,
    sampled,
    where,
    witness,
)
from verify.maps.taylor import TaylorMap
from verify.strata.choosers import rationals, symmetric
from verify.strata.demands import labels_for


def maps(*formulas, outputs=1):
    model = polynomial_map(*formulas)
    loss = SquaredError(outputs_per_datum=outputs)
    return point(model, at=[0] * model.parameters, labels=[0] * len(formulas), loss=loss)


two_data_of_two = maps("a", "b", "c", "a + b + c**2", outputs=2)
instances = (maps("t"), maps("a", "b"), maps("a + b"), maps("t", "t"), two_data_of_two, maps("a", "b", outputs=2))
small = NamedInstances("small maps", instances)
onto = where(rank(jacobian).equals(behaviours))

more = Statement(about=(small, known_fibres), given=(onto,), then=parameters.at_least(behaviours + 1))
enough = more.replace("as many suffice", then=fibre_dimension.equals(parameters - behaviours) & parameters.at_least(behaviours))

stated = Case(
    Claim(
        "submersion-needs-more-parameters",
        FAILS,
        revision=1,
        topic="fibres",
        title="The submersion argument makes sense only for more parameters than behaviours",
        says=r"If $J(\theta)$ is onto $\mathbb R^m$, then $N > m = kD$.",
        source=Source("notes", "section Behaviour Manifolds, second remark; and the reply that agrees"),
        amended_by="submersion-needs-as-many-parameters",
    ),
    more,
    accepts=[enough],
    checks=[witness(*instances), hunted(batches=6, count=30)],
)

amended = Case(
    Claim(
        "submersion-needs-as-many-parameters",
        HOLDS,
        revision=1,
        topic="fibres",
        title="Where the Jacobian is onto there are at least as many parameters as behaviours; if as many, the fibre is a point near there",
        says=r"If $J(\theta)$ is onto $\mathbb R^m$, then $N \ge m = kD$, and the fibre has dimension $N - m$, which is $0$ for $N = m$.",
        source=Source("project", "what the submersion theorem needs"),
        uses=("submersion-fibre-dimension",),
    ),
    enough,
    rejects=[
        more.replace("more of them"),
        enough.without(onto),
        enough.replace(
            "more parameters than data suffice",
            given=(where(parameters.at_least(data_points + 1)),),
            then=rank(jacobian).equals(behaviours),
        ),
    ],
    checks=[witness(*instances), sampled(batches=6, count=30), exact(batches=6, count=2)],
)

more_data = where(data_points.at_least(parameters + 1))
counted = (maps("t", "t"), maps("a", "b", "a*b"), maps("t", "t", "t", "t", outputs=2), maps("t"), maps("a", "b", outputs=2))


def with_data(choose):
    """Parameters, and about as many data with one or two outputs each: a cubic map of up to three parameters, or a small network."""
    outputs, activation = choose.size(1, 2), choose.among(("polynomial", "identity", "quadratic", "relu"))
    surplus = choose.among((1, 0, -1, 2))
    if activation == "polynomial":
        size = choose.size(1, 3)
        shape = (outputs * max(1, size + surplus), size)
        model = TaylorMap(
            rationals(choose, shape[:1]), rationals(choose, shape), symmetric(choose, shape[:1], size), rationals(choose, shape)
        )
    else:
        architecture = Architecture((choose.size(1, 2), choose.size(1, 2), outputs), activation, biases=choose.among((False, True)))
        data = max(1, architecture.parameters + surplus)
        model = Network(architecture, choose.integers((data, architecture.widths[0]), -2, 2))
    theta = choose.integers((model.parameters,), -choose.scale, choose.scale)
    return ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), SquaredError(outputs_per_datum=outputs))


data_and_parameters = Stratum(
    "maps of about as many data as parameters",
    "cubic maps and networks of one hidden layer, with one or two outputs for each datum",
    with_data,
)
never_onto = Statement(
    about=(NamedInstances("maps with data", counted), data_and_parameters),
    given=(more_data,),
    then=rank(jacobian).at_most(behaviours - 1) & behaviours.at_least(parameters + 1),
)

logical_step = Case(
    Claim(
        "more-data-than-parameters",
        HOLDS,
        revision=1,
        topic="fibres",
        title="With more data than parameters there are more behaviours than parameters, and the Jacobian is nowhere onto",
        says=r"If $D > N$, then $kD > N$: the space of behaviours has more dimensions than $\Theta$, and $\operatorname{rank} J < kD$"
        r" everywhere.",
        source=Source("notes", "section Behaviour Manifolds, second remark"),
        uses=("submersion-needs-as-many-parameters",),
        not_shown=("that this is common, which is a matter of experience",),
    ),
    never_onto,
    rejects=[
        never_onto.replace("many more behaviours than parameters: twice as many", then=behaviours.at_least(2 * parameters)),
        never_onto.replace("with as many behaviours as parameters", given=(where(behaviours.at_least(parameters)),)),
    ],
    checks=[witness(*counted), sampled(batches=3, count=10), exact(batches=3, count=1)],
)
