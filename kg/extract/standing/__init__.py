"""How what is told stands: who says so, whether it is so, and when."""
