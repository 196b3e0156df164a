"""What all nouns are: values that nothing changes once they are made."""

from msgspec import Struct


class Noun(Struct, frozen=True, array_like=True):
    """A value with named parts, equal to one with equal parts. Each kind says `frozen=True` again: checkers of types do not inherit it.

    A Struct is defined, made, compared and written down several times as fast as a dataclass, and a build handles hundreds of thousands.
    Written down (cache.py) it is the list of its parts, in their order: whoever reads it knows their names.
    """
