"""Imports whatever a case can use, once, in the server that children are forked from; nobody else imports this."""

from __future__ import annotations

import verify
import verify.claims.catalogue
import verify.claims.replay
import verify.claims.settle

for word in verify.__all__:
    getattr(verify, word)
