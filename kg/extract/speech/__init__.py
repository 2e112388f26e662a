"""Where somebody else speaks: quotations, labels, words of saying, and how far they reach."""
