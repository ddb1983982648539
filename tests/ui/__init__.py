"""Tests of the window: widgets, the scan router, the bridge."""
