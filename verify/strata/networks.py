"""Strata of models: polynomial maps, and small networks with their degenerate relatives (dead units, zero weights)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from verify.maps.architecture import Architecture
from verify.maps.losses import Ridge, SquaredError
from verify.maps.network import Network
from verify.maps.regularisers import FormulaRegulariser
from verify.maps.taylor import TaylorMap
from verify.numbers.system import Array
from verify.statements.fits import LabelsAreOutputs
from verify.statements.instances import ModelInstance
from verify.strata.cancelled import CANCELLED, cancelling
from verify.strata.choosers import Chooser, rationals, symmetric
from verify.strata.degeneracies import DEGENERACIES, Setting, Shape, layers, named, parts, shapes
from verify.strata.demands import FITS, behaviours_for, labels_for, missing_sizes
from verify.strata.strata import Stratum

_LOSSES = (SquaredError(), SquaredError(scale=Fraction(1, 2)))


def _polynomial_map(choose: Chooser, reach: int = 1) -> ModelInstance:
    behaviours, parameters = missing_sizes(choose, 3) or (behaviours_for(choose, 1, 3), choose.size(1, 3))
    model = TaylorMap(
        rationals(choose, (behaviours,)),
        rationals(choose, (behaviours, parameters)),
        symmetric(choose, (behaviours,), parameters),
        rationals(choose, (behaviours, parameters)),
    )
    theta = choose.integers((parameters,), -reach, reach)
    return cancelling(choose, ModelInstance(choose.numbers, model, theta, labels_for(choose, model, theta), choose.among(_LOSSES)))


def _ridged(choose: Chooser) -> ModelInstance:
    """A critical point is one of the squared error at ``theta = 0``, where the other term is stationary."""
    at = _polynomial_map(choose, reach=0 if "critical" in choose.demands else 1)
    strength = choose.among((Fraction(1), Fraction(1, 2), Fraction(3)))
    theta, labels = at.theta, at.labels
    if "critical" in choose.demands:  # where the penalty has no slope either
        theta = theta * choose.numbers.array(0)
        labels = labels_for(choose, at.model, theta)
    return ModelInstance(at.numbers, at.model, theta, labels, SquaredError(), Ridge(strength))


def _centred(choose: Chooser) -> ModelInstance:
    at = _polynomial_map(choose)
    names = tuple(f"t{i}" for i in range(1, at.model.parameters + 1))
    (value,) = at.numbers.text(at.loss.value(at.numbers, at.outputs, at.labels).reshape(1))
    return replace(at, regulariser=FormulaRegulariser(names, f"-({value})"))


def _network_of(activation: str, *, deep: bool = True) -> Stratum:
    def build(choose: Chooser) -> ModelInstance:
        shape = _shape(choose, deep)
        architecture = Architecture(shape.widths, activation, biases=shape.biases)
        reach = max(2, shape.data // 2)  # room for so many different inputs
        inputs = choose.integers((shape.data, shape.widths[0]), -reach, reach)
        theta = weights(choose, architecture)
        chosen = [DEGENERACIES[name] for name in named(choose.demands)]
        layer = choose.among(layers(choose.demands, shape)) if chosen else 1
        free = Setting(architecture, theta, inputs, theta[..., :0], layer)
        for degeneracy in chosen:
            if "labels" not in degeneracy.touches:
                degeneracy.impose(choose, free)
        network = Network(architecture, inputs)
        labels = labels_for(choose, network, theta)
        if not {"fit", "critical"} & choose.demands:
            for degeneracy in chosen:
                if "labels" in degeneracy.touches:
                    degeneracy.impose(choose, replace(free, labels=labels))
        facts = {"perfect fit": LabelsAreOutputs()} if FITS & choose.demands and not exact else {}
        return ModelInstance(choose.numbers, network, theta, labels, choose.among(_LOSSES), facts=facts)

    name = activation.split("(")[0].replace("_", " ")
    exact = activation in ("relu", "quadratic", "identity") or "(" in activation
    return Stratum(
        f"{name} networks",
        f"fully connected {name} networks of {'one or two small hidden layers' if deep else 'one small hidden layer'}, small weights, some"
        " units dead",
        build,
        exact,
        degeneracies=parts(deep, exact),
        often=(("smooth", 0.3),) if "relu" in activation else (),
        sizes=((1, 6), (2, 20 if deep else 12)),
    )


def _shape(choose: Chooser, deep: bool) -> Shape:
    """Any small sizes; where a degeneracy is demanded, sizes that have room for it."""
    if named(choose.demands):
        fitting = shapes(choose.demands & frozenset(DEGENERACIES), deep)
        return choose.among(fitting[: 2 ** (2 + 2 * choose.scale)])
    hidden = tuple(choose.size(1, 3) for _ in range(choose.size(1, 2) if deep else 1))
    widths = (choose.size(1, 2), *hidden, behaviours_for(choose, 1, 2))
    return Shape(widths, choose.among((True, False)), behaviours_for(choose, 1, 3))


def weights(choose: Chooser, architecture: Architecture) -> Array:
    """Parameters (..., N): generic, or with a share of exact zeros (dead units, cut weights)."""
    theta = rationals(choose, (architecture.parameters,))
    if choose.among(("generic", "sparse")) == "sparse":
        theta = theta * choose.integers((architecture.parameters,), 0, 1)
    return theta


polynomial_maps = Stratum(
    "polynomial maps",
    "cubic polynomial maps of up to 3 parameters and 3 behaviours, squared error",
    _polynomial_map,
    degeneracies=(("perfect fit",), ("critical with residual",), (CANCELLED,)),
    sizes=((1, 3), (1, 3)),
)
ridged_maps = Stratum(
    "ridged maps", "polynomial maps whose squared error has a multiple of |theta|^2 added to it", _ridged, sizes=((1, 3), (1, 3))
)
centred_maps = Stratum(
    "maps with their loss subtracted",
    "polynomial maps from whose squared error its value at the point is subtracted, so that the total loss is 0 there",
    _centred,
    screened=False,
    sizes=((1, 3), (1, 3)),
)
relu_networks = _network_of("relu")
leaky_networks = _network_of("leaky_relu(1/10)")
linear_networks = _network_of("identity")
quadratic_networks = _network_of("quadratic", deep=False)
tanh_networks = _network_of("tanh")
silu_networks = _network_of("silu", deep=False)
