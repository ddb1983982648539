"""The background client service: delivers what is left in the outbox while no window runs."""
