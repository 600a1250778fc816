"""The audit suite; its rules come with the issues that ask for them."""
