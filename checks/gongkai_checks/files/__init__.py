"""Whether the files of a site could be read as they stand."""
