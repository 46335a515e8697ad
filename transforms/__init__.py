"""Pure steps: text and records in, records out. No network, clock, environment or database."""
