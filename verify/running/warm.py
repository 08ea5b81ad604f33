"""Imports whatever a case can use and settles one identity, once, in the server that children are forked from; nobody else imports this.

What is inherited is code and the caches of SymPy and of the generic jets (pure functions of their arguments), so that no child fills them
anew. What is shared by all children is frozen out of the garbage collector, which would otherwise touch, and so copy, every page of it.
"""

from __future__ import annotations

import gc
import sys
from types import TracebackType

import verify
import verify.claims.catalogue
import verify.claims.replay
import verify.claims.settle
from verify import FewIndices, LinearInLossJet, Statement, derived, exact, gauss_newton, hessian, jets, residual_curvature, sampled

for word in verify.__all__:
    getattr(verify, word)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say why a child could not begin, unless nobody is there to tell it its work: a spare one, begun while the pool was leaving."""
    if not issubclass(kind, EOFError | OSError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _tell

_exercise = Statement((jets,), (), hessian.equals(gauss_newton + residual_curvature))
for check in (derived(LinearInLossJet(), FewIndices()), sampled(batches=1, count=2), exact(batches=1, count=1)):
    check.ask(_exercise, 0)

gc.collect()
gc.freeze()
