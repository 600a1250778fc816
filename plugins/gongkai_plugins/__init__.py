"""The MkDocs plugin: draws frames and editors' pages, hands them to render."""
