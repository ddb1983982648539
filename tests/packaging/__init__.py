"""Tests of the packaging code that need no package."""
