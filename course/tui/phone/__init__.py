"""The phones and tokens in the room, and how they are drawn."""
