"""Runs claims, each in a process that can be killed, and always comes back with evidence."""
