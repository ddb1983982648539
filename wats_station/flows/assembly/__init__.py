"""The assembly panel's flow: a parent, its slots, and one child after the other."""
