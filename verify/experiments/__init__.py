"""Seeded experiments on float batches: what is drawn, what is counted, and the intervals in which a frequency lies."""
