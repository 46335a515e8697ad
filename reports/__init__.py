"""Views in; pages, charts and exports out."""
