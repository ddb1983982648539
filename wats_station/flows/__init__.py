"""One pure state machine per panel: state, event, effects, `step()`; no clock, no network."""
