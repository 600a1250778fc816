"""Rules for columns: blank, out of date, in preparation."""
