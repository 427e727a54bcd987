"""Tables, feeds, lists and exports that are broken on purpose."""

from __future__ import annotations

import json
from random import Random

from gesta.evaluate.fuzz.made_markup import soup
from gesta.evaluate.fuzz.made_signs import SIGNS, signs, sown
from gesta.evaluate.fuzz.made_words import DATES, news

_COLUMNS = ("id", "url", "title", "text", "published", "outlet", "TEXT", "\ufefftext", "link", "body", "", "date", "x")
_VALUES: tuple[object, ...] = (
    None, True, 0, -1, 1e308, 10**400, 0.1, [], {}, [[]], {"text": "x"}, "", " ", "\x00", "\ud800", "http://a.example/",
    "javascript:1", "=1+1", "2021-05-12", "9999-99-99", "x" * 3000,
)  # fmt: skip


def _value(dice: Random) -> object:
    draw = dice.random()
    if draw < 0.5:
        return news(dice, 3)
    return dice.choice(_VALUES) if draw < 0.9 else sown(dice, dice.choice(DATES))


def _row(dice: Random) -> dict[str, object]:
    return {dice.choice(_COLUMNS): _value(dice) for _ in range(dice.randint(0, 6))} | {"text": _value(dice)}


def json_lines(dice: Random) -> str:
    """Lines of JSON, some broken, with duplicate names, numbers that no number holds, or too deep."""
    lines: list[str] = []
    for _ in range(dice.randint(1, 5)):
        line = json.dumps(_row(dice), ensure_ascii=dice.random() < 0.5, allow_nan=True)
        draw = dice.random()
        if draw < 0.1:
            line = line[: dice.randint(0, len(line))]
        elif draw < 0.15:
            line = '{"text": "a", "text": ' + line + "}"
        elif draw < 0.2:
            line = dice.choice(
                ("[" * 5000, '{"text":' * 3000, "NaN", "[1]", '"x"', '{"text": 1' + "0" * 5000 + "}", "{}", "null")
            )
        lines.append(line)
    return dice.choice(("\n", "\n", "\r\n", "\r", "\n\n", "")).join(lines)


def json_array(dice: Random) -> str:
    """One JSON value, most often an array of rows."""
    whole = json.dumps([_row(dice) for _ in range(dice.randint(0, 4))], indent=dice.choice((None, 1)))
    return whole if dice.random() < 0.8 else whole[: dice.randint(0, len(whole))]


def separated(dice: Random, mark: str) -> str:
    """A table with ``mark`` between its cells, with quotation marks that do not close and rows of other lengths."""
    head = dice.sample(_COLUMNS, dice.randint(1, 6)) + ["text"] * dice.choice((0, 1, 1, 1, 2))
    lines = [mark.join(head)]
    for _ in range(dice.randint(0, 6)):
        cells: list[str] = []
        for _ in range(max(0, len(head) + dice.choice((-1, 0, 0, 0, 0, 1)))):
            cell = str(_value(dice)).replace("\ud800", "")
            quoted = '"' + cell.replace('"', '""') + '"'
            cells.append(
                dice.choice((quoted, quoted, quoted, cell, f'"{cell}', f'{cell}"', "", '"' * dice.randint(1, 5)))
            )
        lines.append(mark.join(cells))
    return dice.choice(("\n", "\n", "\r\n", "\r")).join(lines)


def feed(dice: Random) -> str:
    """RSS or Atom with what feeds must not hold."""
    atom = dice.random() < 0.4
    inner: list[str] = []
    for _ in range(dice.randint(0, 5)):
        text = dice.choice(
            (news(dice, 4), soup(dice, 8), f"<![CDATA[{soup(dice, 8)}]]>", "&lt;p&gt;" + news(dice, 3), signs(dice, 30))
        )
        link = dice.choice(
            ("http://a.example/1", "/x", "javascript:1", "http://[", "", " http://a.example/ü ", "ftp://a", "//b")
        )
        date = dice.choice((*DATES, "Mon, 99 Foo 2021 25:00:00 +9999", "2021-05-12T00:00:00Z", ""))
        if atom:
            inner.append(f"<entry><title>{text[:90]}</title><link href='{link}'/><updated>{date}</updated>"
                         f"<content type='{dice.choice(('html', 'xhtml', 'text', ''))}'>{text}</content>"
                         "</entry>")  # fmt: skip
        else:
            inner.append(f"<item><title>{text[:90]}</title><link>{link}</link><pubDate>{date}</pubDate>"
                         f"<description>{text}</description><guid>{link}</guid>"
                         f"<{dice.choice(('source', 'id', 'x:y'))}/></item>")  # fmt: skip
    heads = (
        "",
        "<?xml version='1.0'?>",
        "<?xml version='1.0' encoding='utf-16'?>",
        "<!DOCTYPE r [<!ENTITY a 'b'>]>",
        "\ufeff \n",
    )
    body = "".join(inner)
    whole = (
        f"<feed xmlns='http://www.w3.org/2005/Atom'>{body}</feed>"
        if atom
        else f"<rss><channel><title>{dice.choice(SIGNS)}</title>{body}</channel></rss>"
    )
    whole = dice.choice(heads) + whole
    return whole[: dice.randint(0, len(whole))] if dice.random() < 0.2 else whole


def outlines(dice: Random) -> str:
    """An OPML list, nested, with addresses of every kind."""
    depth = dice.choice((0, 1, 3, 60, 400))
    lines = "".join(
        f"<outline {dice.choice(('xmlUrl', 'XMLURL', 'url'))}='"
        f"{dice.choice(('http://a.example/', 'file:///x', '', 'http://[', 'h' * 3000))}' "
        f"text='{dice.choice(('x', '&lt;', 'y' * 900, '&#8238;'))}'/>"
        for _ in range(dice.randint(0, 9))
    )  # fmt: skip
    whole = f"<opml><body>{'<outline>' * depth}{lines}{'</outline>' * depth}</body></opml>"
    return whole[: dice.randint(0, len(whole))] if dice.random() < 0.2 else whole


def marked(dice: Random) -> tuple[str, str]:
    """An export of an annotation tool with lying offsets, and the ending of its file."""
    text = sown(dice, news(dice, 2)).replace("\ud800", "")

    def place() -> object:
        return dice.choice(
            (0, 1, len(text), len(text) + 9, -3, dice.randint(0, len(text)), 1.5, "2", None, True, 10**30, [], {})
        )

    def word() -> object:
        return dice.choice(("attack", "", None, 5, [], "x" * 900, dice.choice(SIGNS)))

    kind = dice.randrange(5)
    row: object
    if kind == 0:
        row = {
            "text": text,
            "spans": [{"start": place(), "end": place(), "label": word()} for _ in range(3)],
            "answer": word(),
        }
    elif kind == 1:
        value = {"start": place(), "end": place(), "labels": [word()], "text": word()}
        row = {
            "id": place(),
            "data": {"text": text},
            "annotations": [{"result": [{"value": value, "type": "labels", "from_name": word()}]}],
        }
    elif kind == 2:
        row = {"id": place(), "text": text, "label": [[place(), place(), word()], [place()], word()]}
    elif kind == 3:
        row = {"%TYPES": {}, "%FEATURE_STRUCTURES": [
            {"%ID": place(), "%TYPE": "uima.cas.Sofa", "sofaString": dice.choice((text, word()))},
            {"%ID": place(), "%TYPE": "custom.Span", "@sofa": place(), "begin": place(), "end": place(),
             "label": word()}]}  # fmt: skip
    else:
        lines = [
            f"1-{number}\t{place()}-{place()}\t{piece}\t{dice.choice(('attack', '_', '*[1]', 'a|b', '[', ''))}\t"
            for number, piece in enumerate(text.split()[:9], 1)
        ]
        return "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Span|label\n\n\n#Text=" + text.replace(
            "\n", " "
        ) + "\n" + "\n".join(lines), ".tsv"
    whole = json.dumps(row if dice.random() < 0.7 else [row])
    return (
        whole[: dice.randint(0, len(whole))] if dice.random() < 0.1 else whole
    ), ".json" if dice.random() < 0.5 else ".jsonl"
