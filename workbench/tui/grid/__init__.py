"""The grid of scores: what stands in it and where, how it is drawn, and what its keys do."""
