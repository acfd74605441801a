"""Tools around tensors: hooks, data loading, ..."""
