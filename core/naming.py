"""What the names of recordings say, in corpora that have a rule for them.

NTU RGB+D ``S001C002P003R002A013``, PRECOG ``Seq1_11``, PKU-MMD ``0005-L``, CMU ``86_01``.
"""

import re

_RULES = tuple(
    map(
        re.compile,
        (
            r"S(?P<setup>\d{3})C(?P<camera>\d{3})P(?P<performer>\d{3})"
            r"R(?P<repetition>\d{3})A(?P<class>\d{3})",
            r"Seq(?P<sequence>\d+)_(?P<performer>\d+)",
            r"(?P<performance>\d{4})-(?P<view>[LMR])",
            r"(?P<subject>\d{2,3})_(?P<trial>\d{2})",
        ),
    )
)

# The same performance is seen from several sides, which are near to the same.
_GROUPS = ("performer", "performance", "subject")


def attributes_in(name: str) -> dict[str, str]:
    """The attributes that a name tells, as they stand there; none if it follows no known rule.

    >>> attributes_in("Seq1_11")
    {'sequence': '1', 'performer': '11'}
    """
    matches = (rule.fullmatch(name) for rule in _RULES)
    return next((match.groupdict() for match in matches if match), {})


def group_of(name: str) -> str:
    """What must not be split over training and validation: performer, or performance.

    It is the name itself where that tells nothing, as if nobody came twice.
    """
    attributes = attributes_in(name)
    return next((attributes[key] for key in _GROUPS if key in attributes), name)
