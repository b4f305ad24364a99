"""Figures of perfect, flickering and empty predictions."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.scoring import argmax_segments, figures
from core.labels import LabelTrack, Segment, Span, segments_from_dense
from core.prediction import Prediction
from tests.core.networks import wandering
from training.datasets.labelled import LabelledRecording

CLASSES = ("a", "b")


def said(text: str) -> Prediction:
    labels = np.array(["ab.".index(letter) for letter in text])
    probabilities = np.eye(3, dtype=np.float32)[labels]
    return Prediction(probabilities, CLASSES, "test", segments_from_dense(labels, CLASSES))


def truth(text: str) -> LabelledRecording:
    track = LabelTrack("truth", len(text), said(text).segments, (Span(0, len(text)),))
    return LabelledRecording(wandering(len(text)), track)


PERFECT = "...." + 30 * "a" + "...." + 30 * "b" + "...."


def test_perfect_predictions_are_perfect_by_every_figure() -> None:
    values = figures([said(PERFECT)], [truth(PERFECT)])
    assert values == dict.fromkeys(values, pytest.approx(1))
    assert {"edit", "f1@50", "map@0.5", "decoded_map@0.5", "argmax_map@0.5"} <= set(values)


def test_nothing_said_is_right_where_nothing_happens() -> None:
    values = figures([said("." * len(PERFECT))], [truth(PERFECT)])
    assert values["frame_accuracy"] == pytest.approx(12 / 72)
    assert values["f1@10"] == values["decoded_map@0.1"] == values["argmax_edit"] == 0


def test_decoding_is_scored_apart_from_the_likeliest_classes() -> None:
    flickering = PERFECT[:15] + "bbb" + PERFECT[18:]
    smoothed = replace(said(flickering), segments=said(PERFECT).segments)
    values = figures([smoothed], [truth(PERFECT)])
    assert values["frame_accuracy"] == values["f1@50"] == values["decoded_map@0.5"] == 1
    assert values["argmax_frame_accuracy"] == pytest.approx(69 / 72)
    assert values["argmax_f1@10"] < 1


def test_runs_of_three_frames_are_segments() -> None:
    assert argmax_segments(said("aa.bbb.aaaa")) == (Segment(3, 6, "b"), Segment(7, 11, "a"))
