"""The assembly panel, a module per part of it."""
