"""What people said about the joints of a skeleton, kept for the next file that has the same one.

One JSON file: for each skeleton, by a hash of its names and parents, its roles.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from core.atomic import make_folder, replacing
from core.errors import FormatError
from core.interpretation import Roles
from core.skeleton import Skeleton


def fingerprint(skeleton: Skeleton) -> str:
    """The same for skeletons with the same names and the same tree."""
    content = json.dumps([skeleton.joint_names, skeleton.parents])
    return sha256(content.encode()).hexdigest()[:16]


def remembered(file: Path, skeleton: Skeleton) -> Roles:
    """What was said of a skeleton; nothing if that is not known.

    Raises
    ------
    FormatError
        If the file is damaged.
    """
    found = _all(file).get(fingerprint(skeleton), {})
    names = set(skeleton.joint_names)
    return tuple((joint, joints) for joint, joints in found.items() if set(joints) <= names)


def remember(file: Path, skeleton: Skeleton, roles: Roles) -> None:
    """Keep what was said of a skeleton; saying nothing forgets it.

    Raises
    ------
    FormatError
        If it cannot be written.
    """
    before, key = _all(file), fingerprint(skeleton)
    known = {one: said for one, said in before.items() if one != key}
    if roles:
        known[key] = dict(roles)
    if known == before:
        return
    make_folder(file.parent)
    with replacing(file) as temporary:
        temporary.write_text(json.dumps(known, indent=1))


def _all(file: Path) -> Mapping[str, dict[str, tuple[str, ...]]]:
    try:
        content = json.loads(file.read_text()) if file.exists() else {}
        return {
            str(key): {str(joint): tuple(map(str, names)) for joint, names in roles.items()}
            for key, roles in content.items()
        }
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise FormatError(file, "", f"is damaged ({error}); remove it to begin anew") from error
