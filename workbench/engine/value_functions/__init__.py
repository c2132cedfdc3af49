"""Value functions: from a raw performance to its worth between 0 and 100."""
