"""Headings out of order whose titles are clear."""

from site_builder.align.notes import align_notes
from site_builder.model.config import Config
from tests.align.builders import Plan, course, notes
from tests.align.test_notes import heading_lessons

DETECTION: Plan = {
    (1, 1): ("目标定位", "滑动窗口检测", "交并比", "非极大值抑制", "锚框", "YOLO 算法", "候选区域"),
}


def test_a_clear_title_out_of_order_is_placed() -> None:
    """A section that names a later lesson between those in order stands on that lesson."""
    titles = ("目标定位", "滑动窗口检测", "交并比", "YOLO 用起来", "锚框")
    document = notes("".join(f"## {title}\n\n记录\n\n" for title in titles))

    alignment = align_notes([document], course(DETECTION), Config()).value

    assert heading_lessons(document, alignment)["YOLO 用起来"] == 6


def test_what_a_heading_only_implies_places_nothing_out_of_order() -> None:
    """A heading with other words that hint at a lesson stays off it."""
    plan: Plan = {(1, 1): ("经典网络", "残差网络", "使用开源的实现方案", "迁移学习", "数据扩充")}
    titles = ("经典网络", "残差网络", "迁移学习", "数据扩充", "License")
    document = notes("".join(f"## {title}\n\n记录\n\n" for title in titles))

    alignment = align_notes([document], course(plan), Config()).value

    assert "License" not in heading_lessons(document, alignment)
