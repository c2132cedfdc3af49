"""Scoring many scenarios or studies: parts fixed by the input, the same bytes however they are shared out."""
