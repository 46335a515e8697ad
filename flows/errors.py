"""The few errors a user can meet, each with the exit code of the command line."""

from __future__ import annotations


class SaysoError(Exception):
    """Something a person should read in one line."""

    exit_code = 3


class InputError(SaysoError):
    """A path, an address or a query cannot be used."""

    exit_code = 2


class DataError(SaysoError):
    """The data broke a critical rule, and nothing was published."""

    exit_code = 1


class OutsideError(SaysoError):
    """Something outside failed: the disk, the network, a server, another run that holds the lock."""

    exit_code = 3
