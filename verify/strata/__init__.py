"""Named sources of instances, degenerate ones above all, with one builder for batches and exact instances."""
