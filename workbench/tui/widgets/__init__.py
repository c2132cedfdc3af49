"""Areas of the screen, each drawn line by line."""
