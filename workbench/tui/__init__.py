"""The terminal front end: gathers input, calls a use case, draws the result."""
