"""Claims, their cases and checks, and the evidence they leave."""
