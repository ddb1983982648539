"""Tests of the room `services`."""
