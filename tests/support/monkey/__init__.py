"""A monkey at the real window: random scans, touches and keys, all from one seed.

`python -m tests.support.monkey --seed N --steps M` is one run: a site server behind a network
that lies, the real program with nobody but the monkey at it, and at the end what it must not
have broken. The same seed plays the same steps.
"""
