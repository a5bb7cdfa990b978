"""The demo: real institutions, invented posts, contacts that are functions."""
