"""What a user can do with a key: declared once, for keys, palette, help, footer and the page of keys."""
