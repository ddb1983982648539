"""Tests of the room `site_server`."""
