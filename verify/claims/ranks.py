"""The ranks that a conclusion rests on at one instance, each with a certificate that the checker accepted."""

from __future__ import annotations

from copy import copy
from typing import Any

from verify.numbers.balls import Balls
from verify.numbers.rationals import Rationals
from verify.numbers.system import Array
from verify.ranks.bounds import Bounds
from verify.ranks.certificates import CertifiedRank, certify
from verify.ranks.checker import check
from verify.statements.statement import Statement

_LARGEST = 4000
"""Characters up to which a matrix and its certificate are kept whole; of larger ones the claim and the fingerprint stay."""


def _listening(at: Any, matrices: list[Array]) -> Any:
    """The same instance, which notes the matrices whose ranks it is asked for."""
    heard = copy(at)

    def noted(matrix: Array) -> Bounds:
        matrices.append(matrix)
        bounds: Bounds = at.rank(matrix)
        return bounds

    object.__setattr__(heard, "rank", noted)  # of a frozen dataclass
    return heard


def rank_certificates(statement: Statement, at: Any) -> tuple[dict[str, Any], ...]:
    """For each rank in the statement's conclusion, as evidence: what was proved of it, by a certificate that was checked.

    Only exact and certified instances have any; the ranks of a float batch prove nothing.
    """
    if not isinstance(at.numbers, Rationals | Balls):
        return ()
    matrices: list[Array] = []
    with at.numbers.arithmetic():
        statement.then.values(_listening(at, matrices))
    return tuple(rank_evidence(certify(at.numbers, matrix)) for matrix in matrices if matrix.ndim == 2)


def rank_evidence(found: CertifiedRank, *, freivalds: bool = False) -> dict[str, Any]:
    """A certified rank as it stands in a report: checked, with the bound on the probability that the check erred.

    Examples
    --------
    >>> rank_evidence(certify(Rationals(), [[1, 2]]))["checked"]
    'rank 1; error 0'
    """
    document = found.document()
    checked = check(document["matrix"], document["certificate"], freivalds=freivalds)
    evidence = {"kind": "rank", "checked": f"rank {found.bounds}; error {checked.error}"}
    if len(str(document)) <= _LARGEST:
        return evidence | document
    claim = {name: document["certificate"][name] for name in ("schema", "shape", "matrix", "lower", "upper")}
    return evidence | {"claim": claim}
