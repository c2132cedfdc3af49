"""Measures that a computed leaf takes from other leaves' raw performances."""
