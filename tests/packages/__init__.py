"""Tests of what is built: they need a package, made by `packaging/dev.py package` or `windows`."""
