"""Aggregations: from a table and weights to totals."""
