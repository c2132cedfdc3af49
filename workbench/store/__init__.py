"""The study folder: append-only logs, one file for each period of writing, replayed on opening."""
