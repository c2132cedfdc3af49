"""The command line: gather the arguments, call a use case, show the result."""
