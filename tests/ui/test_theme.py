"""Colours that can be read, sizes that a finger and an eye can use."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from wats_station.domain.outcome import OutcomeKind
from wats_station.ui.metrics import Metrics, fitted_dpi, honest_dpi
from wats_station.ui.symbols import draw_symbol
from wats_station.ui.theme import TABLES, Look, Theme, Tokens, ToneName, text_pairs
from wats_station.ui.words import outcome_word

LEAST = {"light": 4.5, "dark": 4.5, "contrast": 7.0}
OUTCOMES: tuple[ToneName, ...] = ("done", "refused", "not_understood", "queued", "ignored")
Row = tuple[float, float, float]

# What a person without one kind of cone sees, in linear RGB. From: G. M. Machado, M. M. Oliveira,
# L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# IEEE Transactions on Visualization and Computer Graphics 15(6), 2009; severity 1.0.
SIGHTS: dict[str, tuple[Row, Row, Row]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(token: str) -> Row:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    colour = QColor(token)
    return part(colour.redF()), part(colour.greenF()), part(colour.blueF())


def luminance(token: str, sight: str = "usual") -> float:
    """How light it is to somebody who sees so."""
    seen = (
        min(
            1.0,
            max(0.0, sum(weight * part for weight, part in zip(row, linear(token), strict=True))),
        )
        for row in SIGHTS[sight]
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), seen, strict=True))


def contrast(one: str, other: str, sight: str = "usual") -> float:
    light, dark = sorted((luminance(one, sight), luminance(other, sight)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", TABLES)
def test_all_text_can_be_read(name: Look) -> None:
    """WCAG AA in the usual themes, AAA in high contrast."""
    pairs = text_pairs(TABLES[name])
    assert not [(pair, contrast(*pair)) for pair in pairs if contrast(*pair) < LEAST[name]]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", TABLES)
def test_all_text_can_be_read_by_the_colour_blind(name: Look, sight: str) -> None:
    """Reds and greens change their lightness too: a third of the contrast may go, no more."""
    pairs = text_pairs(TABLES[name])
    least = LEAST[name] * 2 / 3
    assert not [(pair, sight) for pair in pairs if contrast(*pair, sight) < least]


@pytest.mark.parametrize("tokens", TABLES.values(), ids=TABLES.keys())
def test_the_edges_of_controls_are_seen(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.raised) >= 3
    for ground in (tokens.window, tokens.surface, tokens.raised, tokens.chosen):
        assert contrast(tokens.accent, ground) >= 3, "the mark of what has the keyboard"
    assert contrast(tokens.on_accent, tokens.accent) >= 3, "the same mark on a primary button"


def test_in_high_contrast_every_shape_has_an_edge() -> None:
    tokens = TABLES["contrast"]
    assert tokens.strong
    assert contrast(tokens.line, tokens.window) >= 7
    assert contrast(tokens.chosen, tokens.accent) >= 7


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("name", TABLES)
def test_good_news_is_never_as_dark_as_bad_news(name: Look, sight: str) -> None:
    """The two that must not be mixed up differ in lightness as well, for every eye."""
    tones = TABLES[name].tones
    gap = abs(luminance(tones["done"].fill, sight) - luminance(tones["refused"].fill, sight))
    inks = abs(luminance(tones["done"].ink, sight) - luminance(tones["refused"].ink, sight))
    assert max(gap, inks) >= 0.2


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_outcome_has_a_symbol_and_a_word_of_its_own(
    speak: Callable[[str], None], language: str
) -> None:
    """Tones of the same lightness, to whatever eye, are told apart by these."""
    speak(language)
    kinds = {kind.value for kind in OutcomeKind}
    assert kinds == set(OUTCOMES)
    assert len({outcome_word(kind) for kind in kinds}) == len(kinds)
    assert len({picture(kind) for kind in kinds}) == len(kinds)


def picture(symbol: str) -> bytes:
    """A symbol as it is drawn, so that two names of one drawing count as one."""
    image = QImage(40, 40, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    draw_symbol(painter, QRectF(0, 0, 40, 40), symbol, QColor("black"))
    painter.end()
    return bytes(image.constBits())


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
    for mode in ("dark", "contrast"):
        theme.set_mode(mode)
        assert theme.tokens == TABLES[mode]
        assert qapp.palette().window().color() == QColor(TABLES[mode].window)
