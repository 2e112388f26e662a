"""Names: where they begin and end, what they are, and which of them are one."""
