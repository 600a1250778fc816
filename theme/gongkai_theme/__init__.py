"""Templates and assets of the portal's own theme."""
