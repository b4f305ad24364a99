"""What is remembered of a project beside its labels, under names: no edit, and nothing to undo."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from core.checked import Json
from core.journal import now
from core.label_set import LabelSet
from core.store import Store

_PREDICTED = "predicted"
"""The setting that holds, for each recording, which model last predicted it, and since when."""


class Remembered:
    """Settings of the project of a store; in memory where nothing can be written, or is yet."""

    def __init__(self, store: Store[LabelSet] | None = None) -> None:
        self._store = store
        self._settings: dict[str, Any] = {}

    def setting(self, name: str) -> Json:
        """What is remembered under a name; empty if nothing is."""
        saved = self._store.project.settings.get(name, {}) if self._store else {}
        return dict(self._settings.get(name, saved))

    def set_setting(self, name: str, value: Json) -> None:
        """Remember something."""
        self._settings[name] = value
        if self._store and not self._store.read_only:
            project = self._store.project
            settings = {**project.settings, name: value}
            self._store.save_project(replace(project, settings=settings))

    def close(self) -> None:
        """Write nothing more."""
        self._store = None

    def first_predicted(self, recording: str, model: str) -> str:
        """When a model first predicted a recording, ISO 8601: now, if it never has.

        Another model begins anew: what people said before is not what they think of it.
        """
        dates = self.setting(_PREDICTED)
        known: Mapping[str, str] = dates.get(recording, {})
        if known.get("model") != model:
            known = {"model": model, "date": now()}
            self.set_setting(_PREDICTED, {**dates, recording: known})
        return known["date"]

    def take_over(self, earlier: "Remembered", recording: str) -> None:
        """Keep what was remembered of a recording from before it had a project."""
        settings = earlier._settings
        dates = settings.get(_PREDICTED, {})
        if "" in dates:
            settings = {**settings, _PREDICTED: {recording: dates[""]}}
        for name, value in settings.items():
            self.set_setting(name, value)
