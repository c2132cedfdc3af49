"""Screens that lie over a mode until they are answered."""
