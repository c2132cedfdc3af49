"""What people hand in, read: tables, filled score sheets, scenarios, answers about weights and directions."""
