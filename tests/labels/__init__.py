"""Tests of the room `labels`."""
