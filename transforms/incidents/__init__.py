"""Incidents: the thing itself, which events of many documents tell of."""
