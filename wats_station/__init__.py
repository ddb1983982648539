"""WATS Station: the operator station for WATS, and the site server that goes with it."""

__version__ = "0.1.0"
