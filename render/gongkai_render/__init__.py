"""Records and frames in, outputs out: Markdown, pages, lists, data files. Knows no MkDocs."""
