"""How the application runs: its parts, its keys in their order, its frames, its end."""
