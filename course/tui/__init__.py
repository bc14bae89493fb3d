"""The course on the screen, made with Textual."""
