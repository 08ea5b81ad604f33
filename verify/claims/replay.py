"""Ask a witness again: rebuild the instance from its document and put the statement it refuted to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from verify.claims.case import Case
from verify.claims.catalogue import Library
from verify.claims.finding import CERTAIN
from verify.claims.witnesses import ask_one, witness_document
from verify.errors import InvalidInput, NotDefined, OutOfDomain, Undecided
from verify.numbers import named
from verify.statements.instances import instance_from_spec
from verify.statements.statement import Answer, Statement
from verify.strata.strata import Stratum
from verify.strata.tapes import Tape


@dataclass(frozen=True)
class Replay:
    """What a witness shows when it is asked again."""

    claim: str
    variant: str
    answer: str
    shows: dict[str, str]
    refuted: bool


def replay(document: Any, library: Library) -> Replay:
    """Rebuild a witness and ask the statement that it refuted.

    Parameters
    ----------
    document : dict
        A witness as a report carries it.
    library : Library
        Loaded cases; the document itself never runs code.

    Raises
    ------
    InvalidInput
        If the document is no witness, or names a claim, revision or variant that the library does not have.
    """
    for key in ("claim", "revision", "variant", "numbers", "instance"):
        if not isinstance(document, dict) or key not in document:
            raise InvalidInput(f"not a witness: the field {key!r} is missing")
    loaded = library.cases.get(document["claim"])
    if loaded is None:
        raise InvalidInput(f"the witness is about claim {document['claim']!r}, which the library does not have")
    case = loaded.case
    if document["revision"] != case.claim.revision:
        raise InvalidInput(
            f"the witness is about revision {document['revision']} of {case.claim.id!r}, "
            f"the library has revision {case.claim.revision}: run the claim again"
        )
    statement = _statement(case, document["variant"])
    asked = [(ask_one(statement, at), at) for at in _instances(document, case, statement)]
    answer, at = next((one for one in asked if bool(one[0].refutes)), asked[0])
    certain = at.numbers.rigour in CERTAIN
    word = next((word for word, said in _words(answer) if bool(said)), "undecided")
    if bool(answer.refutes) and not certain:
        word = f"it is, but only in {at.numbers.name}, which proves nothing"
    try:
        shows = witness_document(statement, at)["shows"]
    except (NotDefined, OutOfDomain, Undecided):
        shows = {}
    return Replay(case.claim.id, statement.name, word, shows, bool(answer.refutes) and certain)


def _statement(case: Case, name: str) -> Statement:
    """The variant of that name, or the statement without one of its hypotheses, as an ablation asks it."""
    dropped = (statement.without(condition) for statement in (case.statement, *case.accepts) for condition in statement.given)
    known = {variant.name for variant in (case.statement, *case.rejects, *case.accepts)}
    return next((statement for statement in dropped if statement.name == name and name not in known), None) or case.variant(name)


def _words(answer: Answer) -> Iterator[tuple[str, Any]]:
    yield from (("refuted", answer.refutes), ("holds", answer.supports), ("outside the hypotheses", answer.effective.is_no))


def _instances(document: dict[str, Any], case: Case, statement: Statement) -> list[Any]:
    """The instance of a document; all those of the case that have it, where they differ in facts that a document cannot carry."""
    spec = document["instance"]
    if "choices" in document:
        return [_built_again(document, statement)]
    written = [at for at in _written_out(case) if at.spec() == spec]
    if written:
        return written
    if isinstance(spec, dict) and spec.get("kind") == "named":
        raise InvalidInput(f"claim {case.claim.id!r} names no instance {spec.get('name')!r}")
    return [instance_from_spec(spec, named(str(document["numbers"])))]


def _built_again(document: dict[str, Any], statement: Statement) -> Any:
    """The instance that a hunt built, by the same choices: so it carries its facts, proved again."""
    strata = [part for stratum in statement.about if isinstance(stratum, Stratum) for part in stratum.combinations()]
    at, _ = Tape.from_spec(document["choices"], strata).read()
    if at.spec() != document["instance"]:
        raise InvalidInput("the choices of the witness build another instance than the one it shows: it was changed, or its stratum was")
    return at


def _written_out(case: Case) -> Iterator[Any]:
    """Instances that the case names itself: those carry facts that a document cannot."""
    sources = [*case.statement.about, *(variant.about for variant in (*case.rejects, *case.accepts))]
    for check in case.checks:
        sources += list(check.over or ())
    for source in sources:
        members = source if isinstance(source, tuple) else tuple(source) if hasattr(source, "instances") else (source,)
        for member in members:
            for at in getattr(member, "instances", (member,)):
                if hasattr(at, "spec"):
                    yield at
