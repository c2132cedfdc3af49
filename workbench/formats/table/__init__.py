"""Bare tables: read from CSV, TSV, Excel and Parquet, every mistake of a file at once, with its place."""
