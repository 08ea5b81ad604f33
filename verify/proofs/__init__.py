"""Proofs for every size or all reals: symbolic derivation, matrix words and SMT, with the bridges that hold them to the statements."""
