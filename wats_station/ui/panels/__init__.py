"""One widget per panel; each renders a state of `flows` and decides nothing."""
