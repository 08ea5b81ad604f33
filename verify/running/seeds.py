"""The seed of each claim, derived so that any division of the work gives the same results."""

from __future__ import annotations

import numpy as np


def claim_seed(seed: int, claim: str) -> int:
    """The seed of one claim: a function of the seed of the run and the claim's id, and of nothing else.

    Examples
    --------
    >>> claim_seed(0, "rank-law") == claim_seed(0, "rank-law"), claim_seed(0, "rank-law") == claim_seed(1, "rank-law")
    (True, False)
    """
    return int(np.random.SeedSequence(seed, spawn_key=tuple(claim.encode())).generate_state(1)[0])
