"""Rules for wording: typical errors, names, document numbers. A person decides."""
