"""The door for real clients: an HTTP server on the loopback address that speaks AWS's protocols."""
