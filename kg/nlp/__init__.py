"""From a document to a spaCy ``Doc`` with mentions, times and quantities laid over its tokens."""
