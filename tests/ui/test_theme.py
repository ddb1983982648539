"""Colours that can be read, sizes that a finger and an eye can use."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from wats_station.ui.metrics import Metrics, fitted_dpi, honest_dpi
from wats_station.ui.theme import TABLES, Theme, Tokens, text_pairs

AA = 4.5


def luminance(token: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    colour = QColor(token)
    red, green, blue = (linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tokens", TABLES.values(), ids=TABLES.keys())
def test_all_text_reaches_aa(tokens: Tokens) -> None:
    weak = [(pair, contrast(*pair)) for pair in text_pairs(tokens) if contrast(*pair) < AA]
    assert not weak


@pytest.mark.parametrize("tokens", TABLES.values(), ids=TABLES.keys())
def test_the_edges_of_controls_are_seen(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.raised) >= 3
    assert contrast(tokens.accent, tokens.raised) >= 3


@pytest.mark.parametrize(
    ("physical", "ratio", "dpi"),
    [(92, 1, 92), (141, 1, 141), (46, 2, 46), (25, 1, 96), (500, 1, 96), (0, 1, 96), (12, 2, 48)],
)
def test_a_screen_that_lies_is_taken_for_96_dpi(physical: float, ratio: float, dpi: float) -> None:
    assert honest_dpi(physical, ratio) == dpi


def test_the_smallest_window_fits_whatever_the_density() -> None:
    assert fitted_dpi(150, 1, 1280, 800) == 96
    assert fitted_dpi(141, 1, 1920, 1080) == 141
    assert fitted_dpi(46, 2, 960, 540) == 46
    assert fitted_dpi(96, 1, 800, 800) == 96


def test_millimetres_and_type_at_96_dpi() -> None:
    metrics = Metrics(96)
    assert (metrics.mm(25.4), metrics.target, metrics.primary) == (96, 45, 76)
    assert metrics.text("body") == 21


def test_the_theme_changes_in_the_running_program(qapp: QApplication) -> None:
    theme = Theme("light")
    theme.apply()
    theme.set_mode("dark")
    assert theme.tokens == TABLES["dark"]
    assert qapp.palette().window().color() == QColor(TABLES["dark"].window)
