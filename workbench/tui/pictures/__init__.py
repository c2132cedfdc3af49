"""Pictures in characters: shapes tell everything apart, colours only help."""
