"""Words and numbers as they stand on the screen."""
