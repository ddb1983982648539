"""Tests of the self-test's parts that need no window."""
