"""Questions put to the engine about a whole study."""
