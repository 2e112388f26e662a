"""What the network learns from, one module a source; each gives examples, and says under which licence."""
