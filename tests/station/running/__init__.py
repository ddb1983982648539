"""Tests of what runs, with processes of the test's own."""
