"""Tests of the room `wats`."""
