"""Weightings: from answers, or from a bare table, to weights."""
