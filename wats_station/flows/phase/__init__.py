"""The phase panel's flow."""
