"""Networks and losses written a second time, as plainly as possible, over any array library: the oracle of this room's tests.

It knows outputs and loss values only. Derivatives come from autograd, or from finite differences in mpmath.
"""

from __future__ import annotations

from types import SimpleNamespace

import autograd.numpy as anp
import mpmath
import numpy as np
from autograd.scipy.special import erf as autograd_erf

DIGITS = 80


def _mp(function):
    return np.frompyfunc(function, 1, 1)


context = mpmath.mp.clone()
context.dps = DIGITS
HIGH = SimpleNamespace(
    exp=_mp(context.exp),
    log=_mp(context.log),
    tanh=_mp(context.tanh),
    sin=_mp(context.sin),
    erf=_mp(context.erf),
    sqrt2=context.sqrt(2),
    where=np.where,
    sum=np.sum,
    number=lambda x: context.mpf(x.numerator) / x.denominator,
)
FLOAT = SimpleNamespace(
    exp=anp.exp, log=anp.log, tanh=anp.tanh, sin=anp.sin, erf=autograd_erf, sqrt2=2**0.5, where=anp.where, sum=anp.sum, number=float
)

ACTIVATIONS = {
    "identity": lambda f, z: z,
    "relu": lambda f, z: f.where(z > 0, z, 0 * z),
    "leaky_relu(1/4)": lambda f, z: f.where(z > 0, z, z / 4),
    "tanh": lambda f, z: f.tanh(z),
    "sigmoid": lambda f, z: 1 / (1 + f.exp(-z)),
    "softplus": lambda f, z: f.log(1 + f.exp(z)),
    "silu": lambda f, z: z / (1 + f.exp(-z)),
    "gelu": lambda f, z: z * (1 + f.erf(z / f.sqrt2)) / 2,
    "sin": lambda f, z: f.sin(z),
    "quadratic": lambda f, z: z * z,
    "polynomial(1,-2,0,1/2)": lambda f, z: 1 - 2 * z + z * z * z / 2,
}

LOSSES = {
    "SquaredError": lambda f, o, y: f.sum((o - y) ** 2),
    "QuarticError": lambda f, o, y: f.sum((o - y) ** 4),
    "LogCosh": lambda f, o, y: f.sum(f.log((f.exp(o - y) + f.exp(y - o)) / 2)),
    "BinaryCrossEntropy": lambda f, o, y: -f.sum(y * f.log(o) + (1 - y) * f.log(1 - o)),
    "CrossEntropy": lambda f, o, y: -f.sum(y * f.log(o)),
    "SoftmaxCrossEntropy": lambda f, o, y: f.sum(y) * f.log(f.sum(f.exp(o))) - f.sum(y * o),
    "FormulaLoss": lambda f, o, y: (o[0] - y[0]) * o[1] + f.exp(o[1]) * y[1],
}
"""The loss of one datum."""


def outputs(f, architecture, theta, inputs):
    """All outputs, datum by datum; the parameters are eaten from the front of theta in the documented order."""
    return [out for x in inputs for out in _forward(f, architecture, theta, x)]


def _forward(f, architecture, theta, x):
    eaten = 0

    def eat(rows, columns):
        nonlocal eaten
        eaten += rows * columns
        return theta[eaten - rows * columns : eaten].reshape(rows, columns)

    widths, weights, values = architecture.widths, {}, [x]
    names = [*architecture.activation, architecture.output_activation]
    for layer in range(1, len(widths)):
        tie = next((tie for tie in architecture.ties if tie.layer == layer), None)
        if tie is None:
            weights[layer] = eat(widths[layer], widths[layer - 1])
        else:
            weights[layer] = weights[tie.source].T if tie.transpose else weights[tie.source]
        z = weights[layer] @ values[-1]
        if architecture.biases[layer - 1]:
            z = z + eat(widths[layer], 1)[:, 0]
        for skip in architecture.skips:
            if skip.target == layer:
                z = z + eat(widths[layer], widths[skip.source]) @ values[skip.source]
        values.append(ACTIVATIONS[names[layer - 1]](f, z))
    assert eaten == len(theta)
    return list(values[-1])


def total_loss(f, architecture, theta, inputs, labels, loss, *, mean=False):
    k = architecture.widths[-1]
    out = outputs(f, architecture, theta, inputs)
    array = anp.array if f is FLOAT else (lambda entries: np.array(entries, dtype=object))
    total = 0
    for d in range(len(inputs)):
        total = total + LOSSES[loss](f, array(out[d * k : d * k + k]), labels[d * k : d * k + k])
    return total / len(inputs) if mean else total


def along(function, point, direction):
    """First and second derivative of a scalar function of high-precision arrays along a direction, by central differences."""
    h = context.mpf(10) ** (-DIGITS // 4)
    ahead, here, behind = (function(point + step * direction) for step in (h, 0 * h, -h))
    return float((ahead - behind) / (2 * h)), float((ahead - 2 * here + behind) / h**2)
