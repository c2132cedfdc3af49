"""Normalizations: from raw performances to comparable values."""
