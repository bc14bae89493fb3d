"""The account as whoever is signed in may read it, in words: for the console's pages and for plain text."""
