"""Ranks, inertia and spaces of matrices over every number system, as two-sided bounds."""
