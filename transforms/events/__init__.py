"""Events: what happened, who did what to whom."""
