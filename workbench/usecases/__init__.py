"""What a user can do, one verb a module: the only door for the front ends."""
