"""The process that asks z3 one question: JSON on standard input, JSON on standard output; its parent kills it when time is up.

It runs as a file of its own and imports nothing of this package.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any


def main() -> None:
    """Answer ``{"script": SMT-LIB 2 text, "seconds", "last_resort", "megabytes"}`` by ``{"status", "model", "reason"}``."""
    question = json.load(sys.stdin)
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # scripts can make the solver print: that is not the answer
    if hasattr(signal, "alarm"):  # its default action ends the process even inside native code: if the parent dies, this one does not stay
        signal.alarm(question["last_resort"])
    try:
        import z3  # heavy, and the one import whose absence is an answer
    except ImportError as fault:
        answer = {"status": "unavailable", "model": {}, "reason": f"z3 cannot be imported ({fault}): pip install z3-solver"}
    else:
        answer = _asked(z3, question)
    with answers:
        json.dump(answer, answers)


def _asked(z3: Any, question: dict[str, Any]) -> dict[str, Any]:
    z3.set_param("memory_max_size", question["megabytes"])
    solver = z3.Solver()
    solver.set("timeout", max(1, int(1000 * question["seconds"])))
    try:
        solver.from_string(question["script"])
    except z3.Z3Exception as fault:
        return {"status": "malformed", "model": {}, "reason": _text(fault.value)}
    status, reason = str(solver.check()), ""
    if status == "unknown":
        reason = solver.reason_unknown()
        status = "timed out" if reason in ("timeout", "canceled") else "unknown"
    if status != "sat":
        return {"status": status, "model": {}, "reason": reason}
    model = solver.model()
    if not all(z3.is_true(model.eval(assertion, model_completion=True)) for assertion in solver.assertions()):
        return {"status": "unknown", "model": {}, "reason": "z3 offered a model that does not satisfy its own assertions"}
    values = {str(name): _exact(z3, model[name]) for name in model.decls() if name.arity() == 0}
    return {"status": "sat", "model": dict(sorted(values.items())), "reason": ""}


def _text(message: str | bytes) -> str:
    return (message.decode() if isinstance(message, bytes) else message).strip()


def _exact(z3: Any, value: Any) -> str:
    return str(value.as_fraction()) if z3.is_rational_value(value) else str(value.sexpr())


if __name__ == "__main__":
    main()
