"""Drivers: each satisfies a port of the services, and is blind to the others."""
