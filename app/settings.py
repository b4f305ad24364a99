"""What the program remembers between two runs. Nothing about anybody's data but recent paths."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.actions import BY_NAME
from core.skeleton import Skeleton

_RECENT = 8


class Settings:
    """Typed access to the program's own settings."""

    def __init__(self) -> None:
        self._store = QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Kinescribe", "Kinescribe"
        )

    @property
    def theme(self) -> str:
        return str(self._store.value("theme", "dark"))

    @theme.setter
    def theme(self, name: str) -> None:
        self._store.setValue("theme", name)

    @property
    def recent(self) -> list[Path]:
        """Paths opened lately, newest first; those that are gone are left out."""
        stored = self._store.value("recent", [])
        paths = [stored] if isinstance(stored, str) else stored or []
        return [Path(str(path)) for path in paths if Path(str(path)).exists()]  # type: ignore[attr-defined]

    def remember(self, path: Path) -> None:
        paths = [str(path.absolute()), *map(str, self.recent)]
        self._store.setValue("recent", list(dict.fromkeys(paths))[:_RECENT])

    @property
    def layout(self) -> tuple[QByteArray, QByteArray] | None:
        """Geometry and docks of the window as it was left."""
        geometry, docks = self._store.value("geometry"), self._store.value("docks")
        if isinstance(geometry, QByteArray) and isinstance(docks, QByteArray):
            return geometry, docks
        return None

    @layout.setter
    def layout(self, layout: tuple[QByteArray, QByteArray]) -> None:
        self._store.setValue("geometry", layout[0])
        self._store.setValue("docks", layout[1])

    def signals(self, skeleton: Skeleton) -> str:
        """The signals chosen for a skeleton, as `app.signals.chosen` writes them."""
        return str(self._store.value(f"signals/{_key(skeleton)}", ""))

    def set_signals(self, skeleton: Skeleton, signals: str) -> None:
        self._store.setValue(f"signals/{_key(skeleton)}", signals)

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """Keys of actions that differ from the defaults; actions that are no more are left out."""
        try:
            stored = dict(json.loads(str(self._store.value("keys", "{}"))))
        except ValueError:
            return {}
        return {
            name: tuple(str(key) for key in keys)
            for name, keys in stored.items()
            if name in BY_NAME
        }

    @keys.setter
    def keys(self, bindings: Mapping[str, tuple[str, ...]]) -> None:
        self._store.setValue("keys", json.dumps(dict(bindings)))


def _key(skeleton: Skeleton) -> str:
    """The same for skeletons with the same joints."""
    return sha256("\n".join(skeleton.joint_names).encode()).hexdigest()[:16]
