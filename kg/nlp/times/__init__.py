"""Times: what they look like, from where they are seen, and which stretch of the calendar they are."""
