"""How quick the portal is when it is full. See README.md beside this file."""
