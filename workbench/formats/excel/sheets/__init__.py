"""The sheets of the report, one module each; where a sheet needs more, its parts bear its name in front."""
