"""The main screens, one for each kind of work."""
