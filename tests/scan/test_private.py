"""Personal data is found, and what only looks like it is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_builder.scan.private import (
    SOUGHT,
    SOUGHT_OUTSIDE_ADDRESSES,
    PrivateKind,
    Sought,
    find_private,
    lower_text,
)

EMAIL, GROUP = PrivateKind.EMAIL, PrivateKind.GROUP
ACCOUNT, PHONE = PrivateKind.ACCOUNT, PrivateKind.PHONE


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("写信到 some.one+a@mail.example.com。", EMAIL, "some.one+a@mail.example.com"),
        ("邮箱someone1@qq.com谢谢", EMAIL, "someone1@qq.com"),
        ("<mailto:a@b.org>", EMAIL, "a@b.org"),
        ("[写信](mailto:a.b@c.io)", EMAIL, "a.b@c.io"),
        ("联系 someone@qq.com:谢谢", EMAIL, "someone@qq.com"),
        ("someone＠163.com", EMAIL, "someone＠163.com"),
        ("someone#qq.com（把#换成@）", EMAIL, "someone#qq.com"),
        ("some.one(at)uni.edu.cn", EMAIL, "some.one(at)uni.edu.cn"),
        ("someone [at] uni [dot] edu", EMAIL, "someone [at] uni [dot] edu"),
        ("someone at gmail dot com", EMAIL, "someone at gmail dot com"),
        ("user.email = x_y@host.net", EMAIL, "x_y@host.net"),
        ("学习qq群：123456789 欢迎", GROUP, "123456789"),
        ("QQ交流群 1234567", GROUP, "1234567"),
        ("加群 123456789", GROUP, "123456789"),
        ("群号：**123456789**", GROUP, "123456789"),
        ("交流群（123456789）", GROUP, "123456789"),
        ("群：123456789", GROUP, "123456789"),
        ("见 https://jq.qq.com/?_wv=1027&k=abc", GROUP, "https://jq.qq.com/?_wv=1027&k=abc"),
        ("微信号：some_id-1", ACCOUNT, "some_id-1"),
        ("加微信 someid99 入群", ACCOUNT, "someid99"),
        ("WeChat: someid99", ACCOUNT, "someid99"),
        ("vx：ab12cd", ACCOUNT, "ab12cd"),
        ("QQ：12345678", ACCOUNT, "12345678"),
        ("QQ号12345678", ACCOUNT, "12345678"),
        ("手机13800138000。", PHONE, "13800138000"),
        ("138-0013-8000", PHONE, "138-0013-8000"),
        ("+86 138 0013 8000", PHONE, "+86 138 0013 8000"),
        ("电话/微信：13912345678", PHONE, "13912345678"),
        ("传真 010-62345678", PHONE, "010-62345678"),
        ("（0755）62345678", PHONE, "（0755）62345678"),
        ("Tel: +1 415 555 2671", PHONE, "+1 415 555 2671"),
        ("电话：021 6234 5678", PHONE, "021 6234 5678"),
    ],
)
def test_finds_personal_data(text: str, kind: PrivateKind, expected: str) -> None:
    """Each usual way to write an address or a number is found, without the words around it."""
    items = find_private(text)

    assert [(text[i.span.start : i.span.end], i.kind) for i in items] == [(expected, kind)]


def test_finds_every_number_of_a_list_of_groups() -> None:
    """Several groups behind one word are several items."""
    text = "QQ群：1群：123456789、2群：987654321（已满）"

    items = find_private(text)

    found = [text[item.span.start : item.span.end] for item in items]
    assert found == ["123456789", "987654321"]


@pytest.mark.parametrize(
    "text",
    [
        "## 12 12.2.6 更多导数的例子 10:28",
        "### P12 [2.7.1] -- 标题 1:02:03",
        "git clone git@github.com:user/repo.git",
        "ssh user@host ls",
        "scp file user@host.com:/tmp/x",
        "Z = W@x + b",
        "y = (A@B.T).sum()",
        "out = W@x.to(device)",
        "@property\ndef f(self): ...",
        "@app.route('/a')",
        "npm install katex@0.16.9",
        "![](icon@2x.png)",
        "https://www.bilibili.com/video/BV13800138000?p=10&t=59",
        "https://zhuanlan.zhihu.com/p/13812345678",
        "https://example.org/a?id=13812345678",
        "/backup/a.md/example.org/13812345.html",
        "sha256 = 913800138000aa7f",
        "1990-2000 年，2018-04-14",
        "GPT 的参数有 15000000000 个",
        "$N = 13812345678.5$",
        "0.13812345678",
        "群论：对称群 S_5，群的阶是 10200960",
        "QQ群里讨论了 10000 个样本",
        "QQ 图（QQ plot）用 10000 个点",
        "微信公众号：机器学习入门",
        "wx: weights of x",
        "3.14159265358979",
        "1,380,013,800",
        "arXiv:1706.03762，ISBN 978-7-302-12345-6",
        "[1.2] https://x.org/page.html#qq.com",
        "速度 vx = 3，vy: 4",
        "meet at noon dot com bubble",
        "手机 1080 和 2400",
        "时间戳 1600000000 和 1600000000000",
    ],
)
def test_leaves_other_text_alone(text: str) -> None:
    """Lesson numbers, code, formulas, addresses and years are no personal data."""
    assert find_private(text) == ()


@given(st.text(alphabet="a1@.#群qQ：微信电话-+ 3８（)/\n", max_size=300))
def test_any_text_gives_ordered_items(text: str) -> None:
    """Items are in order, disjoint, not empty and within the text."""
    items = find_private(text)

    position = 0
    for item in items:
        assert position <= item.span.start < item.span.end <= len(text)
        position = item.span.end


@given(
    local=st.from_regex(r"[a-z][a-z0-9._]{0,12}[a-z0-9]", fullmatch=True),
    host=st.from_regex(r"[a-z][a-z0-9]{1,10}\.(com|cn|org|edu\.cn)", fullmatch=True),
    before=st.sampled_from(["", "邮箱：", "见 ", "（"]),
    after=st.sampled_from(["", "。", "，谢谢", "）", "\n", " ok"]),
)
def test_finds_any_plain_address(local: str, host: str, before: str, after: str) -> None:
    """Whatever its words, a plain e-mail address is found as a whole."""
    text = f"{before}{local}@{host}{after}"

    items = find_private(text)

    expected = [] if f"{local}@{host}".startswith("git@") else [f"{local}@{host}"]
    assert [text[i.span.start : i.span.end] for i in items] == expected


@given(st.from_regex(r"1[3-9][0-9]{8}[1-9]", fullmatch=True))
def test_finds_any_mobile_number(number: str) -> None:
    """Every Chinese mobile number that stands alone is found."""
    text = f"请打 {number}，或发短信"

    items = find_private(text)

    assert [item.kind for item in items] == [PHONE]


@given(st.lists(st.integers(0, 99999), max_size=8))
def test_numbers_of_lessons_are_never_personal_data(numbers: list[int]) -> None:
    """Short numbers in a row, as in outlines and tables, are left alone."""
    text = " ".join(map(str, numbers)) + "\n" + ".".join(map(str, numbers))

    assert find_private(text) == ()


@pytest.mark.parametrize("sought", [*SOUGHT, *SOUGHT_OUTSIDE_ADDRESSES])
@given(data=st.data())
@settings(suppress_health_check=list(HealthCheck), max_examples=200, deadline=None)
def test_whatever_matches_has_its_signs(sought: Sought, data: st.DataObject) -> None:
    """A text is left unsearched only where nothing could be found in it."""
    text = data.draw(st.from_regex(re.compile(sought.pattern.pattern, sought.pattern.flags)))

    assert sought.may_be_in(lower_text(text))
