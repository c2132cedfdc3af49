"""Arrays in, arrays out: the methods of multi-criteria decision analysis."""
