"""Finds the claims that documents cite, and judges each against a report; never computes."""
