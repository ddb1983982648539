"""Asynchronous services between the pure flows and the drivers: no Qt."""
