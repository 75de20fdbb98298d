"""Archived pages made harmless; a real browser looks at them in tests/browser/test_snapshots.py."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.links.copy_encoding import decode_page
from site_builder.links.sanitise_copy import POLICY, sanitise_copy, sanitise_file
from site_builder.links.sanitise_copy_styles import sanitise_styles


@pytest.mark.parametrize(
    ("css", "clean"),
    [
        ("a{background:url(http://x/y.png) no-repeat}", "a{background:none no-repeat}"),
        ("a{b:url( 'y.png' )}", "a{b:none}"),
        ("a{b:u\\72l(http://x)}", "a{b:none}"),
        ("a{b:\\000055 RL(//x)}", "a{b:none}"),
        ("a{b:url\\28 //x)}", "a{b:none}"),
        ("a{b:url(ht\\74p://x)}", "a{b:none}"),
        ("a{b:/**/url(x)}", "a{b: none}"),
        ('a{c:"\nurl(http://x)}', 'a{c:"\nnone}'),
        ('@import "x.css";a{}', '@removed-import "x.css";a{}'),
        ("@imp\\6frt url(x);", "@removed-import none;"),
        ("@IMPORT'x'", "@removed-import'x'"),
        ('a{b:image-set("x" 1x)}', 'a{b:image-set-removed("x" 1x)}'),
        ("a{b:-webkit-image-set(url(x) 1x)}", "a{b:-webkit-image-set-removed(none 1x)}"),
        ("a{b:url(http://x", "a{b:none("),
        ("a{behavior:url(x)}", "a{behavior:none}"),
        (
            "a{b:cross-fade('x', image('y'), src('z'))}",
            "a{b:cross-fade-removed('x', image-removed('y'), src-removed('z'))}",
        ),
        ("a{b:url(#c) url(x) URL('data:text/css,x')}", "a{b:url(#c) none none}"),
        ("a{b:url(data:text/html,x)}", "a{b:none}"),
    ],
)
def test_addresses_leave_styles(css: str, clean: str) -> None:
    """Whatever names another file in a style sheet goes, however it is spelled."""
    assert sanitise_styles(css) == clean


@pytest.mark.parametrize(
    "css",
    [
        "a{color:red}",
        "a{background:url(data:image/png;base64,iVBORw0KGgo=)}",
        "@font-face{src:url('data:font/woff2;base64,AA') format('woff2')}",
        "a{filter:url(#soft)}",
        'a{content:"url(http://x)"}',
        ".md\\:flex{width:calc(1px + 2px)}",
    ],
)
def test_other_styles_stay(css: str) -> None:
    """Styles that cause no request stay as they are written."""
    assert sanitise_styles(css) == css


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("<p onclick=x()>面</p>", "<p>面</p>"),
        ("<script>x()</script>a<SCRIPT src=x></SCRIPT >b", "ab"),
        ("<a href='javascript:x()'>a</a><a href=http://x>b</a>", "<a>a</a><a>b</a>"),
        ("<a href='#s'>a</a><h2 id=s>b</h2>", '<a href="#s">a</a><h2 id="s">b</h2>'),
        ("<a href='data:text/html,<script>x()</script>'>a</a>", "<a>a</a>"),
        ("<img src=http://x/y.png srcset='z 2x' onerror=x() alt=a>", '<img alt="a">'),
        ("<img src='data:image/gif;base64,AA'>", '<img src="data:image/gif;base64,AA">'),
        ("<img src='data:text/html,x'>", "<img>"),
        ("<base href=//x><meta http-equiv=refresh content='0;url=//x'>", ""),
        ("<link rel=prefetch href=x>", ""),
        ("<form action=//x><input name=a><button formaction=//y>b</button></form>", "b"),
        ("<iframe srcdoc='<script>x()</script>'></iframe><embed src=x>", ""),
        ("<svg onload=x()><script>x()</script><g/></svg>", "<svg><g></g></svg>"),
        ("<svg><use href='data:image/svg+xml,x#a'/><use xlink:href='#a'/></svg>",
         '<svg><use></use><use xlink:href="#a"></use></svg>'),
        ("<svg><a xlink:href='javascript:x()'><text>a</text></a></svg>",
         "<svg><a><text>a</text></a></svg>"),
        ("<svg><set attributeName=onmouseover to=x()></svg>", "<svg></svg>"),
        ("<p style='background:url(//x)'>a", '<p style="background:none">a</p>'),
        ("<p style='b:&#117;rl(//x)'>a", '<p style="b:none">a</p>'),
        ("<svg><rect fill='url(//x#a)'/></svg>", '<svg><rect fill="none"></rect></svg>'),
        ("<noscript><p title='</noscript><img src=x onerror=x()>'>", '<img>\'&gt;'),
        ("<textarea>a</textarea><template><img src=x onerror=x()></template>", ""),
        ("<style>a<script>{}</style>b", "<style>ascript>{}</style>b"),
        ("<style>a{}</style >b", "<style>a{}</style>b"),
        ("<style>@import 'x'", "<style>@removed-import 'x'</style>"),
        ("<p title='<style>@import url(x)</style>'>a",
         '<p title="&lt;style&gt;@import url(x)&lt;/style&gt;">a</p>'),
        ("<math><mi>x</mi><annotation>tex</annotation></math>", "<math><mi>x</mi></math>"),
        ("<!-- a --><body class=b onload=x()>c", "c"),
    ],
)  # fmt: skip
def test_what_stays_of_a_page(page: str, body: str) -> None:
    """Words, pictures and looks stay; whatever acts or asks goes."""
    result = sanitise_copy(page)

    assert (
        result.partition("<body")[2].partition(">\n")[2].removesuffix("\n</body>\n</html>\n")
        == body
    )


def test_a_policy_comes_first() -> None:
    """The policy stands before anything of the page, and search engines are told to stay out."""
    result = sanitise_copy("<html lang=zh onclick=x()><title>a&lt;b</title><body class=c>d")

    assert result.startswith(
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="robots" content="noindex">\n'
    )
    assert "<title>a&lt;b</title>" in result
    assert '<body class="c">' in result


def test_long_data_come_through_as_they_are() -> None:
    """Pictures are put aside while a page is parsed, and put back unchanged."""
    data = "iVBORw0KGgo" * 1000 + "=="
    style = f"a{{b:url(data:image/gif;base64,{data})}}"
    page = f"<img src='data:image/png;base64,{data}'><p>{data}<style>{style}"

    result = sanitise_copy(page)

    assert result.count(data.rstrip("=")) == 3


_AROUND_DATA = (
    "<img src='data:image/png;base64,@'>", "<img src=data:image/png;base64,@==>", "<p>", "'", '"',
    "<a href='data:text/html;base64,@'>", "<style>a{b:url(data:font/woff2;base64,@)}", "</style>",
    "<p style='b:url(data:image/gif;base64,@)'>", "<svg>", "</svg>", "<!--", "-->", "<script>",
    ";base64,@", "@", "&#59;base64,@", "<p title='", "url(//x)", "00000000",
    "<font size='@'>", "面",
)  # fmt: skip


@given(st.lists(st.sampled_from(_AROUND_DATA), max_size=20).map("".join))
@example("<style>;base64,@url(//x)")
@example("<style>;base64,@image-set('//x')")
@example("<style>;base64,@\\75rl(//x)")
def test_data_put_aside_mean_the_same(page: str) -> None:
    """What comes of a page with long data is what comes of it where they are parsed as well."""
    parsed, aside = "iVBORw0KGgo+" * 20, "iVBORw0KGgo+" * 30

    result = sanitise_copy(page.replace("@", aside))

    assert result == sanitise_copy(page.replace("@", parsed)).replace(parsed, aside)


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=gbk><img src='data:image/png;base64,@'>面粉".encode("gb18030"),
        "\ufeff<img src='data:image/png;base64,@'>面粉".encode(),
        "<img src='data:image/png;base64,@'>面粉".encode("utf-16"),
        "<img src='data:image/png;base64,@'>面粉".encode()[:-1],
        b"<meta charset=shift_jis><img src='data:image/png;base64,@'>\x83\x70",
        b"<meta charset=none>\xff\xff\xff",
    ],
)
def test_a_file_in_any_encoding(data: bytes) -> None:
    """The bytes of a file become what its text becomes."""
    data = data.replace(b"@", b"iVBORw0KGgo+" * 30)

    result = sanitise_file(data)

    assert result.decode("utf-8") == sanitise_copy(decode_page(data))


@pytest.mark.parametrize(
    ("page", "stays"),
    [
        ("<p><b><i>面</i></b> <a>粉</a></p>" * 500, True),
        ("<p><B >面</b ></P>" * 500, True),
        ("<p><b><i>面</p>" * 500, False),
        ("<p><b>面</i>" * 500, False),
        ("<p><b/>面</body>" * 500, False),
    ],
)
def test_only_formatting_that_is_left_open_goes(page: str, *, stays: bool) -> None:
    """A page may have any number of bold words, but not hundreds of bold ones without an end."""
    result = sanitise_copy(page)

    assert ("<b>" in result) is stays


_STYLES = (
    "a{b:", "}", "url(", "URL( ", "image-set(", "-webkit-image-set(", "src(", "calc(", ")", '"',
    "'", "#c", "data:image/png;base64,AA", "data:text/css,x", "http://x", "@import ", "@media(",
    "\\75rl(", "\\28 ", "\n", " ", ";",
)  # fmt: skip


@given(st.lists(st.sampled_from(_STYLES), max_size=20).map("".join))
def test_styles_are_read_alike_whether_suspect_or_not(css: str) -> None:
    """The first look at a style sheet overlooks nothing that reading all of it finds."""
    read = sanitise_styles(f"url(x);{css}")

    assert read == f"none;{sanitise_styles(css)}"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 10_000 + "面",
        "".join(f"<b id={number}>" for number in range(10_000)) + "面",
        "".join(f"<font size={number}><p>" for number in range(10_000)) + "面",
        "<svg>" * 5_000 + "<math>" * 5_000 + "面",
        "<table><tr><td>" * 3_000 + "面",
        "<style>" + "a{b:url(" * 10_000 + "</style>面",
        "<html " + "a='" * 10_000 + "面",
    ],
)  # fmt: skip
def test_deep_pages_are_quick(page: str) -> None:
    """Elements nested ten thousand deep take seconds and no gigabytes."""
    start = time.perf_counter()

    result = sanitise_copy(page)

    assert time.perf_counter() - start < 20
    assert len(result) < 2_000_000


_PIECES = (
    "<script>", "</script>", "<style>", "</style>", "<svg>", "<math>", "<mtext>", "<p>", "<table>",
    "<a href='", "'", '"', ">", "<!--", "-->", "<title>", "</title>", "<noscript>", "<img src=x ",
    "onerror=alert(1)", "javascript:", "data:text/html,", "<mglyph>", "<select>", "<template>",
    "<foreignObject>", "<desc>", "url(//x)", "@import '//x'", "\\75rl(", "&lt;", "\x00", "面",
)  # fmt: skip

# an element that acts, an attribute that acts, an address that leads out
_ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|form|input|base|link|frame)\b"
    r"|<[a-z][^<>]*\s(?:on[a-z]+|srcset|srcdoc|action|formaction|ping)="
    r"|\s(?:href|src)=\"(?!#|data:image/)",
    re.IGNORECASE,
)


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_nothing_active_survives(page: str) -> None:
    """However the pieces of an attack are put together, nothing that acts comes out."""
    result = sanitise_copy(page)

    body = result.partition("<body")[2]
    assert _ACTIVE.search(re.sub(r">[^<]*", ">", body)) is None


@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_a_second_pass_changes_no_element(page: str) -> None:
    """What comes out reads the same to a parser as when it was written: nothing mutates."""
    once = sanitise_copy(page).partition("<body>\n")[2]
    twice = sanitise_copy(once).partition("<body>\n")[2]

    assert _ACTIVE.search(re.sub(r">[^<]*", ">", twice)) is None
