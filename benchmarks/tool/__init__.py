"""How long the compiler itself takes."""
