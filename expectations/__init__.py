"""Quality rules, and the gate that runs them."""
