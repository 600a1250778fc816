"""Page labels, titles and the numbers of the site in its footer."""
