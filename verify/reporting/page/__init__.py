"""A report as one HTML page that needs nothing else: text, mathematics, figures and the dependency graph."""
