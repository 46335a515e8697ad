"""Order, retries, schedules, fetching, settings, artifacts and the command line."""
