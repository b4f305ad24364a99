"""The look of the window: colour roles, font and style sheet. Knows no widget of ours.

Hierarchy comes from light, not from boxes: three surfaces, one hairline, one accent. Colour is kept
for classes (`app.palette`).
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

TEXT_PIXELS = 13
GRID = 4
ROW = 24

# On a bare X server the "system font" is whatever fontconfig finds first.
_LINUX_FONTS = ("Inter", "Noto Sans", "Cantarell", "Ubuntu")
_NO_DESKTOP_FONTS = ("DejaVu Sans", "Sans Serif", "sans")


# A style sheet takes no tinted icon, only a file: a grey that can be seen on both themes.
_ARROW = Path(__file__).parent.parent / "resources" / "icons" / "chevron-down.svg"


@dataclass(frozen=True)
class Theme:
    """Colours by role, as ``#rrggbb``."""

    name: str
    window: str
    panel: str
    raised: str
    hairline: str
    text: str
    muted: str
    accent: str
    warning: str

    def colour(self, role: str) -> QColor:
        return QColor(getattr(self, role))


DARK = Theme(
    name="dark",
    window="#15171c",
    panel="#1c1f26",
    raised="#262a33",
    hairline="#2f3440",
    text="#dfe3ea",
    muted="#8d95a3",
    accent="#5aa2ff",
    warning="#e0b050",
)
LIGHT = Theme(
    name="light",
    window="#e9ebef",
    panel="#f6f7f9",
    raised="#ffffff",
    hairline="#d3d7de",
    text="#1d2129",
    muted="#5b6472",
    accent="#1765c7",
    warning="#7d5800",
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def apply(theme: Theme) -> None:
    """Dress the whole application; can be called again to change the theme.

    To be called before the first widget is made: fonts set later do not reach all of them.
    """
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    application.setPalette(_palette(theme))
    application.setFont(_font())
    application.setStyleSheet(_STYLE_SHEET.format(**vars(theme), arrow=_ARROW.as_posix()))


def current() -> Theme:
    """The theme that the application wears."""
    worn = QApplication.palette().color(QPalette.ColorRole.Window)
    return next((theme for theme in THEMES.values() if theme.colour("panel") == worn), DARK)


def tabular(font: QFont) -> QFont:
    """The font with figures of equal width, so that counters do not dance."""
    steady = QFont(font)
    steady.setFeature(QFont.Tag("tnum"), 1)
    return steady


def _font() -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if QFontInfo(font).family() in _NO_DESKTOP_FONTS:
        installed = set(QFontDatabase.families())
        font.setFamilies([f for f in _LINUX_FONTS if f in installed] or [font.family()])
    font.setPixelSize(TEXT_PIXELS)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "panel"),
        (role.Base, "panel"),
        (role.AlternateBase, "raised"),
        (role.Button, "raised"),
        (role.ToolTipBase, "raised"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "window"),
        (role.Link, "accent"),
    ):
        palette.setColor(target, theme.colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.colour("muted"))
    return palette


_STYLE_SHEET = """
QMainWindow, QMenuBar, QStatusBar {{ background: {window}; }}
QMainWindow::separator {{ background: {window}; width: 4px; height: 4px; }}
QMenuBar {{ color: {text}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {raised}; }}
QMenu {{ background: {raised}; border: 1px solid {hairline}; padding: 4px; }}
QMenu::item {{ padding: 4px 24px 4px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent}; color: {window}; }}
QMenu::item:disabled {{ color: {muted}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {hairline}; margin: 4px 8px; }}
QStatusBar {{ color: {text}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {muted}; padding: 0 8px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {hairline}; padding: 4px; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="title"] {{
    color: {muted}; font-weight: 600; padding: 8px 12px 4px 8px; background: {panel};
}}
QLabel[role="group"] {{ color: {muted}; font-weight: 600; padding-bottom: 2px; }}
QLabel[role="key"] {{
    color: {text}; background: {window}; border: 1px solid {hairline}; border-radius: 4px;
    padding: 0 6px; min-height: 17px;
}}
QFrame[role="overlay"] {{
    background: {raised}; border: 1px solid {muted}; border-radius: 8px;
}}
QFrame[role="overlay"] QAbstractItemView, QFrame[role="overlay"] QScrollArea,
QFrame[role="overlay"] QScrollArea > QWidget > QWidget {{ background: {raised}; }}
QLineEdit[role="big"] {{ font-size: 15px; padding: 8px 10px; }}
QLabel[role="heading"] {{ color: {text}; font-size: 17px; font-weight: 600; }}
QLineEdit {{
    background: {window}; border: 1px solid {hairline}; border-radius: 4px; padding: 3px 6px;
}}
QLineEdit:focus {{ border-color: {accent}; }}
FocusRing {{ background: {accent}; border: none; }}
QAbstractItemView {{ background: {panel}; border: none; outline: none; }}
QTreeView::item, QTableView::item, QListView::item {{ border: none; padding: 0 4px; }}
QListView::item {{ min-height: 22px; }}
QTreeView::item:hover, QTableView::item:hover, QListView::item:hover {{ background: {raised}; }}
QTreeView::item:selected, QTableView::item:selected, QListView::item:selected {{
    background: {hairline}; color: {text};
}}
QHeaderView {{ background: {panel}; }}
QHeaderView::section {{
    background: {panel}; color: {muted}; border: none; border-bottom: 1px solid {hairline};
    padding: 4px 6px;
}}
QDialog {{ background: {panel}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QAbstractSpinBox {{
    background: {window}; border: 1px solid {hairline}; border-radius: 4px; padding: 3px 6px;
}}
QAbstractSpinBox:focus {{ border-color: {accent}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QAbstractSpinBox QLineEdit {{ background: transparent; border: none; padding: 0 4px; }}
QComboBox {{
    background: {window}; border: 1px solid {hairline}; border-radius: 4px; padding: 3px 6px;
}}
QComboBox:focus {{ border-color: {accent}; }}
QComboBox:disabled {{ color: {muted}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {raised}; border: 1px solid {hairline}; }}
QCheckBox::indicator:unchecked {{
    background: {window}; border: 1px solid {muted}; border-radius: 3px; width: 13px; height: 13px;
}}
QCheckBox::indicator:unchecked:disabled {{ border-color: {hairline}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {muted}; padding: 6px 10px; border: none;
    border-bottom: 2px solid transparent;
}}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:hover {{ color: {text}; }}
QToolButton, QPushButton {{
    border: 1px solid transparent; border-radius: 4px; padding: 4px; color: {text};
}}
QPushButton {{ background: {raised}; border-color: {hairline}; padding: 5px 12px; }}
QToolButton:disabled, QPushButton:disabled {{ color: {muted}; background: transparent; }}
QToolButton:hover, QPushButton:hover {{ background: {hairline}; }}
QToolButton:checked {{ background: {hairline}; }}
QToolButton:focus, QPushButton:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator {{ image: none; }}
QPushButton[role="lane"], QPushButton[role="quiet lane"] {{
    background: transparent; border-color: transparent; text-align: left; padding: 0;
}}
QPushButton[role="quiet lane"] {{ color: {muted}; }}
QPushButton[role="primary"] {{
    background: {accent}; border-color: {accent}; color: {window}; font-weight: 600;
}}
QPushButton[role="primary"]:disabled {{
    background: transparent; border-color: {hairline}; color: {muted};
}}
QProgressBar {{ background: {raised}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QScrollBar:vertical {{ background: transparent; width: 8px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {hairline}; border-radius: 4px; min-height: 24px; }}
QScrollBar:horizontal {{ background: transparent; height: 8px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {hairline}; border-radius: 4px; min-width: 24px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
