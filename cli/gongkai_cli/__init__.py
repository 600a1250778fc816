"""The ``gongkai`` command: arguments in, text and exit code out."""
