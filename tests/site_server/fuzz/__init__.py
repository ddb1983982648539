"""What the fuzzer needs to know beyond the OpenAPI."""
