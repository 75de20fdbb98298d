"""The figures of the notes of the default course: drawn from computation, one module a course."""

from collections.abc import Callable

from tools.figures import course1, course2, course3, course4, course5
from tools.figures.drawing import Figure

FIGURES: tuple[Callable[[], Figure], ...] = (
    *course1.FIGURES,
    *course2.FIGURES,
    *course3.FIGURES,
    *course4.FIGURES,
    *course5.FIGURES,
)
