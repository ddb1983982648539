"""The packages as they were built: `packaging/dev.py package` must have run before."""
