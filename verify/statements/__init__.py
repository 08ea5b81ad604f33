"""Statements as objects: what they conclude, what they assume, and the instances they are asked at."""
