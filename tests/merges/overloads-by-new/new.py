"""Shapes."""

from typing import overload


@overload
def area(side: int) -> int: ...
@overload
def area(side: str) -> str: ...
@overload
def area(side: float) -> float: ...
def area(side: int | str) -> int | str:
    return side


class Box:
    """A box."""

    @property
    def width(self) -> int:
        return self._width

    @width.setter
    def width(self, value: int) -> None:
        self._width = value
