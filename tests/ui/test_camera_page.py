"""Taking a photo in the repair panel. The camera itself is faked here: this computer has none."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtMultimedia import QCameraDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui import repair_states as states
from tests.ui.defects import cut_off, wordless
from tests.ui.test_repair_panel import HEIGHT, WIDTH, seen
from wats_station.flows.repair.state import FilesPicked, RepairState
from wats_station.ui.panels.repair.camera import CameraPage
from wats_station.ui.panels.repair.lens import CameraLens, Lens, find_lens
from wats_station.ui.panels.repair.panel import RepairPanel
from wats_station.ui.theme import Theme


def picture(colour: str) -> QImage:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


class FakeLens(QObject):
    """A camera that sees red and takes green photos."""

    frame = Signal(object)
    taken = Signal(object)
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.looks = False
        self.broken = False

    def start(self) -> None:
        self.looks = True
        self.frame.emit(picture("#C02020"))

    def take(self) -> None:
        if self.broken:
            self.failed.emit("unplugged")
        else:
            self.taken.emit(picture("#20A020"))

    def stop(self) -> None:
        self.looks = False


@pytest.fixture
def lens() -> FakeLens:
    return FakeLens()


def opened(qtbot: QtBot, found: Lens | None) -> RepairPanel:
    """The panel with a repair in it, its comment and files in front."""
    panel = RepairPanel(Theme("light"), find_lens=lambda: found)
    qtbot.addWidget(panel)
    panel.resize(WIDTH, HEIGHT)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.render_state(states.ONE_FAULT)
    click(panel.entry.buttons.turn)
    return panel


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def panel(qtbot: QtBot, lens: FakeLens) -> RepairPanel:
    return opened(qtbot, lens)


def camera_of(panel: RepairPanel) -> CameraPage:
    """The camera, opened by a touch."""
    click(panel.entry.whole.photo)
    camera = panel.camera
    assert camera is not None
    assert panel.currentWidget() is camera
    return camera


def in_sight(camera: CameraPage) -> str:
    image = camera.sight.image
    return "" if image is None else image.pixelColor(5, 5).name()


def test_a_photo_is_shown_before_it_is_kept(
    panel: RepairPanel, lens: FakeLens, qtbot: QtBot
) -> None:
    asked: list[object] = []
    panel.pressed.connect(lambda _text, what: asked.append(what))
    camera = camera_of(panel)
    assert (lens.looks, in_sight(camera)) == (True, "#c02020")
    assert cut_off(panel) == []
    assert wordless(panel) == []
    click(camera.take)
    assert (lens.looks, in_sight(camera)) == (False, "#20a020")
    assert "Keep this photo" in seen(panel)
    assert asked == []
    with qtbot.waitSignal(panel.pressed, timeout=5000):
        click(camera.take)
    (picked,) = asked
    assert isinstance(picked, FilesPicked)
    (path,) = picked.paths
    assert path.name == "photo-1.jpg"
    assert QImage(str(path)).pixelColor(5, 5).green() > 120
    assert panel.currentWidget() is panel.entry


def test_a_photo_never_goes_into_the_repair_of_the_next_unit(
    panel: RepairPanel, qtbot: QtBot
) -> None:
    asked: list[object] = []
    panel.pressed.connect(lambda _text, what: asked.append(what))
    camera = camera_of(panel)
    click(camera.take)
    click(camera.take)
    panel.render_state(states.LONG)
    qtbot.wait(300)
    assert asked == []


def test_a_bad_photo_is_taken_again(panel: RepairPanel, lens: FakeLens) -> None:
    camera = camera_of(panel)
    click(camera.take)
    click(camera.again)
    assert (lens.looks, in_sight(camera)) == (True, "#c02020")
    assert "Take the photo" in seen(panel)


def test_the_way_back_lets_the_camera_go(panel: RepairPanel, lens: FakeLens) -> None:
    camera = camera_of(panel)
    click(camera.back)
    assert panel.currentWidget() is panel.entry
    assert not lens.looks


def test_another_panel_lets_the_camera_go(panel: RepairPanel, lens: FakeLens) -> None:
    camera_of(panel)
    panel.hide()
    assert not lens.looks
    panel.show()
    assert panel.currentWidget() is panel.entry


def test_what_is_scanned_beside_it_leaves_the_camera_open(panel: RepairPanel) -> None:
    camera = camera_of(panel)
    panel.render_state(states.TWO_FAULTS)
    assert panel.currentWidget() is camera


@pytest.mark.parametrize("state", [states.LONG, states.EMPTY, states.PREVIEW, states.CHOOSING])
def test_another_unit_or_a_question_closes_it(
    panel: RepairPanel, lens: FakeLens, state: RepairState
) -> None:
    camera = camera_of(panel)
    panel.render_state(state)
    assert panel.currentWidget() is not camera
    assert not lens.looks


def test_a_camera_that_fails_says_so_and_is_tried_again(panel: RepairPanel, lens: FakeLens) -> None:
    lens.broken = True
    camera = camera_of(panel)
    click(camera.take)
    assert "The camera says: unplugged" in seen(panel)
    assert not camera.take.isEnabled()
    lens.broken = False
    click(camera.again)
    click(camera.take)
    assert in_sight(camera) == "#20a020"


def test_without_a_camera_the_button_says_so(qtbot: QtBot) -> None:
    panel = opened(qtbot, None)
    assert panel.entry.whole.photo.text() == "Take a photo"
    click(panel.entry.whole.photo)
    assert panel.entry.whole.photo.text() == "No camera: plug one in"
    assert panel.currentWidget() is panel.entry
    assert (panel.width(), panel.height()) == (WIDTH, HEIGHT)
    assert cut_off(panel) == []


def test_this_computer_has_no_camera(qtbot: QtBot) -> None:
    """The real search, for once: it ends, and finds nothing or a lens."""
    found = find_lens()
    assert found is None or isinstance(found, CameraLens)


def test_a_lens_without_a_camera_behind_it_says_so_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    lens = CameraLens(QCameraDevice())
    lens.start()
    with qtbot.waitSignal(lens.failed, timeout=5000):
        lens.take()
    lens.stop()
