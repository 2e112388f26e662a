"""What the server refuses, as an exception with the status that HTTP has for it."""

from collections.abc import Mapping
from types import MappingProxyType


class RefusedError(Exception):
    """A request that is not answered: the STATUS of the response, one line that says why, and its headers."""

    def __init__(
        self, status: int, message: str, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.headers = headers
