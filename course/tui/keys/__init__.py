"""Keys: their one table, the names a keymap gives them, and the lines that show them."""
