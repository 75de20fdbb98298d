"""Codes about outlines (OUT), tables of contents (TOC) and Jekyll posts (JKL)."""

from __future__ import annotations

from site_builder.model.codes.code import Code
from site_builder.model.diagnostic import Severity

CODES = (
    Code(
        id="OUT101",
        severity=Severity.WARNING,
        title="two lessons have the same number",
        why="a number is a lesson's address and its part of the video; it can stand only once",
        remedy="number the second lesson anew",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 1 1.1.2 导论 04:10\n"},
    ),
    Code(
        id="OUT102",
        severity=Severity.WARNING,
        title="lesson numbers are missing",
        why="notes on the missing lessons find no page",
        remedy="add the lessons, or close the gap in the numbers",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 3 3.1.2 导论 04:10\n"},
    ),
    Code(
        id="OUT103",
        severity=Severity.WARNING,
        title="the durations do not add up to what the outline says the course takes",
        why="a duration is wrong, or lessons are missing, and every start behind it is off",
        remedy="correct the duration of a lesson, or the total in the head of the outline",
        example={
            "outline.md": "* 课程 10:00 2 <https://www.bilibili.com/video/BV1FT4y1E74V/>\n\n"
            "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论 04:10\n"
        },
    ),
    Code(
        id="OUT104",
        severity=Severity.WARNING,
        title="the outline has another number of lessons than it says",
        why="lessons are missing, or a heading was not read as a lesson",
        remedy="add the missing lessons, or correct the count in the head of the outline",
        example={
            "outline.md": "* 课程 09:43 3 <https://www.bilibili.com/video/BV1FT4y1E74V/>\n\n"
            "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论 04:10\n"
        },
    ),
    Code(
        id="OUT105",
        severity=Severity.WARNING,
        title="a heading looks like a lesson and cannot be read as one",
        why="the lesson is missing from the course",
        remedy="write number, place, title and duration, as in `## 10 10.2.4 梯度下降法 11:24`",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 导论 04:10\n"},
    ),
    Code(
        id="OUT106",
        severity=Severity.WARNING,
        title="two lessons point at the same part of the video",
        why="one of them plays the wrong part",
        remedy="correct `p=` in the link of one of the headings",
        example={
            "outline.md": "# 课程\n\n"
            "## 1 1.1 [欢迎](https://www.bilibili.com/video/BV1FT4y1E74V?p=1) 05:33\n\n"
            "## 2 1.2 [导论](https://www.bilibili.com/video/BV1FT4y1E74V?p=1) 04:10\n"
        },
    ),
    Code(
        id="OUT107",
        severity=Severity.WARNING,
        title="a duration is no time",
        why="the lesson has no length and the lessons behind it no place in the whole course",
        remedy="write minutes and seconds, as in `05:33`, or `1:02:03` above an hour",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:75\n"},
    ),
    Code(
        id="OUT108",
        severity=Severity.INFO,
        title="a lesson stands out of order",
        why="lessons are shown by number, so this one stands elsewhere than in the outline",
        remedy="move the heading, or correct its number",
        example={
            "outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 3 3.1.3 尾声 01:00\n\n"
            "## 2 2.1.2 导论 04:10\n"
        },
    ),
    Code(
        id="OUT109",
        severity=Severity.WARNING,
        title="the place of a lesson does not follow on the place before it",
        why="week and section of the lesson may be wrong",
        remedy="correct the place, as in `2.4` behind `2.3`, `3.1` or `1.1` of a new course",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.4 导论 04:10\n"},
    ),
    Code(
        id="OUT110",
        severity=Severity.WARNING,
        title="a heading gives two different numbers for its lesson",
        why="one of them is wrong; the first counts",
        remedy="write the same number twice, as in `## 10 10.2.4 梯度下降法 11:24`",
        example={
            "outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论 04:10\n\n"
            "## 3 4.1.3 尾声 01:00\n"
        },
    ),
    Code(
        id="OUT111",
        severity=Severity.INFO,
        title="lessons without a duration",
        why="times of the whole course cannot be counted behind them",
        remedy="add the duration at the end of the heading, as in `05:33`",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论\n"},
    ),
    Code(
        id="OUT201",
        severity=Severity.WARNING,
        title="more than one outline",
        why="a site has one course; the lessons of the other outlines are left out",
        remedy="name the course's video in course.yml, or keep one outline",
        example={
            "a.md": "# 甲\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论 04:10\n",
            "b.md": "# 乙\n\n## 1 1.1.1 开场 03:00\n",
        },
    ),
    Code(
        id="OUT202",
        severity=Severity.WARNING,
        title="no outline and no table of contents",
        why="notes are shown by file only: there are no lessons to place them on",
        remedy="add a file with one heading a lesson, as in `## 10 10.2.4 梯度下降法 11:24`",
        example={"notes.md": "# 笔记\n\n一段话。\n"},
    ),
    Code(
        id="OUT203",
        severity=Severity.INFO,
        title="lessons come from a table of contents, without an outline",
        why="durations are unknown and lessons are numbered as they are listed",
        remedy="add an outline with durations, as in `## 10 10.2.4 梯度下降法 11:24`",
        example={
            "titles.md": "# 目录\n\n第一周：开始(Start)\n\n1.1 欢迎(Welcome)\n\n"
            "1.2 导论(Introduction)\n"
            "\n1.3 工具(Tools)\n"
        },
    ),
    Code(
        id="TOC101",
        severity=Severity.WARNING,
        title="an entry of a table of contents fits no lesson",
        why="its English title and wording are shown nowhere",
        remedy="correct its number or its title, or add the lesson to the outline",
        example={
            "outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n## 2 2.1.2 导论 04:10\n",
            "titles.md": "# 目录\n\n第一周：开始(Start)\n\n1.1 欢迎(Welcome)\n\n"
            "1.2 导论(Introduction)\n"
            "\n7.9 量子计算(Quantum computing)\n",
        },
    ),
    Code(
        id="TOC102",
        severity=Severity.WARNING,
        title="two entries of a table of contents have the same number",
        why="one of the titles may land on the wrong lesson",
        remedy="correct one of the numbers",
        example={
            "titles.md": "# 目录\n\n第一周：开始(Start)\n\n1.1 欢迎(Welcome)\n\n"
            "1.2 导论(Introduction)\n"
            "\n1.2 工具(Tools)\n"
        },
    ),
    Code(
        id="JKL101",
        severity=Severity.INFO,
        title="Liquid tags are left out",
        why="only Jekyll can run them; a reader would see their source",
        remedy="nothing, or replace them by what they stand for",
        example={
            "outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n见{% include icon.html %}上文。\n"
        },
    ),
    Code(
        id="JKL102",
        severity=Severity.INFO,
        title="machinery of the blog is left out",
        why="it belongs to the layout of another site",
        remedy="nothing",
        example={"outline.md": "# 课程\n\n## 1 1.1.1 欢迎 05:33\n\n<hr class='reviewline'/>\n"},
    ),
    Code(
        id="JKL103",
        severity=Severity.WARNING,
        title="the front matter of an outline cannot be read",
        why="the title that it gives is not used",
        remedy="write `key: value` lines; quote values that hold a colon",
        example={"outline.md": "---\ntitle: [a\n---\n\n# 课程\n\n## 1 1.1.1 欢迎 05:33\n"},
    ),
)
