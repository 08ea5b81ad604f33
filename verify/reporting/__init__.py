"""Turns evidence into a report that is kept, and a report into text; never computes a verdict."""
