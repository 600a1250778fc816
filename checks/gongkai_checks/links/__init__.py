"""Links: where they lead, how they are written, and what must not be linked."""
