"""The repair panel, a module per part of it."""
