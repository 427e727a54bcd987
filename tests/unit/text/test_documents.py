"""Reports to documents: text, blocks, publication time, language."""

from __future__ import annotations

import pytest

from gesta.errors import Problem
from gesta.model.documents import Document, Media, Report
from gesta.model.terms import ReportId
from gesta.text import document

STORY = """KISMAYO, May 12 (Coast Press) - Five people were killed on Tuesday when a bomb went off, police said.

No group has said it carried out the attack."""


def read(content: str, media: Media = "text", title: str | None = None, published: str | None = None) -> Document:
    return document(Report(ReportId("sha256:0"), "a.txt", media, content, title=title, published=published))


def kinds(found: Document) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_plain_text_is_kept_character_for_character() -> None:
    text = "A  bomb\r\n\r\nwent\toff\u00a0here. \U0001f6d1 Nobody died.\r\n "
    assert read("\ufeff" + text).text == text


def test_the_title_stands_before_the_text_once() -> None:
    assert read("Five died.", title=" Blast ").text == "Blast\n\nFive died."
    assert read("\n Big  blast\nFive died.", title="Big blast").text == "\n Big  blast\nFive died."
    assert kinds(read("Blast\nFive people died.", title="Blast"))[0] == ("headline", "Blast")


def test_a_scraped_report_is_laid_out() -> None:
    text = f"Five killed in market blast\n\nBy Amina Warsame\n\n{STORY}\n\nSource link\n\nLeave a Reply\n\nName *"
    found = read(text)
    assert [kind for kind, _ in kinds(found)] == [
        "headline", "byline", "dateline", "body", "body", "furniture", "furniture", "furniture",
    ]  # fmt: skip
    assert kinds(found)[2] == ("dateline", "KISMAYO, May 12 (Coast Press) -")
    assert (found.title, found.author, found.author_basis) == ("Five killed in market blast", "Amina Warsame", "byline")
    assert [block.reason for block in found.blocks[-3:]] == ["source link", "comment form", "comment form"]
    assert len(found.sentences) == 3


def test_a_list_of_videos_is_furniture_however_its_titles_end() -> None:
    titles = ["1:05 Council debates new bridge Pause", "0:48 'I saw it fall,' says neighbour.", "2:31 Why did it fall?"]
    found = read("\n\n".join(["Bridge falls", *titles, STORY, "2:31 Who paid?"]), title="Bridge falls")
    assert [block.reason for block in found.blocks[1:4]] == ["media marker"] * 3
    assert kinds(found)[-1] == ("body", "2:31 Who paid?")


def test_labelled_lines_at_the_top_say_title_outlet_author_and_date() -> None:
    top = "Title: Raid on a village\nSource: Niger River News\nDate: 2022-07-14\nAuthor: Amina Warsame\nText: "
    found = read(top + "Nine people died on Tuesday.\n\nSource: the mayor said he had seen it.")
    assert kinds(found) == [
        ("furniture", "Title:"), ("headline", "Raid on a village"), ("furniture", "Source: Niger River News"),
        ("furniture", "Date: 2022-07-14"), ("furniture", "Author: Amina Warsame"), ("furniture", "Text:"),
        ("body", "Nine people died on Tuesday."), ("body", "Source: the mayor said he had seen it."),
    ]  # fmt: skip
    assert (found.title, found.published.start) == ("Raid on a village", "2022-07-14")
    assert (found.outlet, found.outlet_basis) == ("Niger River News", "text")
    assert (found.author, found.author_basis) == ("Amina Warsame", "byline")


@pytest.mark.parametrize("line", ["Text: the full statement of the ministry", "Source of the fire is unknown"])
def test_a_headline_with_a_colon_is_no_label(line: str) -> None:
    assert kinds(read(f"{line}\n\n{STORY}"))[0] == ("headline", line)


@pytest.mark.parametrize(
    "prefix",
    [
        "BAGHDAD (AP) —", "BAGHDAD, Sept 29 (Reuters) -", "SAN SALVADOR, 3 JAN 90 -- [REPORT]", "NEW ORLEANS –",
        "QUETTA, Pakistan, Aug 20 2024 (Frontier Daily) -", "ORLANDO, Fla. -", "SAN BERNARDINO >>",
        "Lagos, March 3 (Reuters) -", "NO CITY (PERU), 8 JUL 89 (FBIS) -- [TEXT]",
    ],
)  # fmt: skip
def test_a_dateline_is_a_block_of_its_own(prefix: str) -> None:
    found = read(f"{prefix} Four people were killed when gunmen attacked a police post, officials said on Friday.")
    assert [kind for kind, _ in kinds(found)] == ["dateline", "body"]
    assert kinds(found)[0][1] == prefix


@pytest.mark.parametrize(
    "text",
    [
        "The rebels -- who had fled -- came back on Friday and burned the village, residents said.",
        "Police - who arrived late - said that three men had been killed in the attack on the post.",
        "He said the men (all soldiers) - were taken away by the rebels on Friday and later killed.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert [kind for kind, _ in kinds(read(text))] == ["body"]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "   LIMA, 4 FEB 90 (EFE) -- [TEXT] GUERRILLAS OF THE SHINING PATH ATTACKED THE\n"
        "TOWN OF HUANTA THIS MORNING AND KILLED FOUR POLICEMEN, ACCORDING TO REPORTS\n"
        "FROM THE PROVINCE.  TWO OTHER POLICEMEN WERE WOUNDED.\n\n"
        "   THE ATTACKERS USED DYNAMITE TO DESTROY THE POLICE STATION AND A BANK, AND\n"
        "THEY FLED TOWARD THE MOUNTAINS.\n   THE ARMY IS IN PURSUIT.\n"
    )
    found = read(text)
    assert [kind for kind, _ in kinds(found)] == ["dateline", "body", "body", "body"]
    assert (found.published.start, found.published.basis, found.language) == ("1990-02-04", "dateline", "en")
    assert found.published.evidence[0].exact == "4 FEB 90"
    assert len(found.sentences) == 4


@pytest.mark.parametrize(
    ("given", "text", "start", "basis"),
    [
        ("2021-05-12", STORY, "2021-05-12", "given"),
        ("12 May 2021", STORY, "2021-05-12", "given"),
        (None, f"Blast kills five\n\n12 May 2021\n\n{STORY}", "2021-05-12", "text"),
        (None, f"Blast kills five\n\nPublished: 12 May 2021\n\n{STORY}", "2021-05-12", "text"),
        (None, STORY, None, "dateline"),
        (None, "Five people were killed.", None, "unknown"),
        ("some day", STORY, None, "unknown"),
    ],
)
def test_publication_says_from_what(given: str | None, text: str, start: str | None, basis: str) -> None:
    found = read(text, published=given)
    assert (found.published.start, found.published.basis) == (start, basis)
    assert any(problem.where == "report.published" for problem in found.problems) == (start is None)
    for quote in found.published.evidence:
        assert found.text[quote.start : quote.end] == quote.exact


def test_another_language_is_not_read() -> None:
    text = (
        "Cinq personnes ont été tuées mardi dans une explosion près du marché central, a déclaré la police de la ville."
    )
    found = read(text, published="2021-05-12")
    assert (found.language, found.sentences) == ("fr", ())
    assert "French (fr)" in found.problems[0].what


@pytest.mark.parametrize(
    ("text", "language"), [("قتل ثلاثة أشخاص في بغداد يوم الاثنين.", "ar"), ("В понедельник погибли трое.", "ru")]
)
def test_a_short_text_in_another_script_is_not_read(text: str, language: str) -> None:
    found = read(text, published="2021-05-12")
    assert found.language not in (None, "en") and found.sentences == ()
    assert found.language == language


def test_names_in_another_script_leave_a_text_english() -> None:
    assert read("Gunmen killed two people in Kirkuk (كركوك), the police said.").language == "en"


def test_capitals_are_english() -> None:
    assert read("FIVE PEOPLE WERE KILLED ON TUESDAY WHEN A BOMB WENT OFF.").language == "en"


def test_a_reading_list_ends_where_prose_begins() -> None:
    found = read(f"{STORY}\n\nRelated stories\n\nPort closed after blast\n\nArmy denies raid\n\nThe port opened again.")
    assert [block.kind for block in found.blocks[-4:]] == ["furniture", "furniture", "furniture", "body"]


def test_problems_of_the_report_are_carried_on() -> None:
    problem = Problem("a.txt", "the encoding was guessed as cp1252")
    report = Report(ReportId("sha256:0"), "a.txt", "text", STORY, published="2021-05-12", problems=(problem,))
    assert document(report).problems == (problem,)


@pytest.mark.parametrize(
    "text", ["Coast Rovers 65-53 at home on Friday night after a long match.", "Noor Idris 15-2-1"]
)
def test_a_score_is_no_dateline(text: str) -> None:
    assert "dateline" not in [kind for kind, _ in kinds(read(text))]


def test_the_time_stamp_of_a_picture_does_not_date_the_report() -> None:
    assert read(f"Blast kills five\n\n{STORY}\n\n09/21/2015").published.start is None
    assert read(f"Blast kills five\n\n{STORY}\n\nUpdated: 09/21/2015").published.start == "2015-09-21"


@pytest.mark.parametrize(
    ("start", "dateline", "day"),
    [
        ("HAILAKANDI, June 21, 2023: ", "HAILAKANDI, June 21, 2023:", "2023-06-21"),
        ("QUETTA: ", "QUETTA:", None),
    ],
)
def test_a_dateline_may_end_in_a_colon(start: str, dateline: str, day: str | None) -> None:
    found = read(f"{start}Two people were hurt near the bus stand, police said.\n\nNobody was held.")
    (block,) = (each for each in found.blocks if each.kind == "dateline")
    assert found.text[block.start : block.end] == dateline
    assert found.published.start == day


def test_a_line_between_menu_lines_is_no_headline() -> None:
    found = read("Home\nBalochistan\nSport\n\nBridge closed in Dogo\n\nThe bridge was closed on Monday.")
    assert found.title == "Bridge closed in Dogo"
    assert [block.reason for block in found.blocks[:3]] == ["navigation"] * 3


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("9 September 2013 Last updated at 14: 39 GMT", "2013-09-09"),
        ("Published 9 September 2013", "2013-09-09"),
        ("Two killed on 9 September 2013 in Ghana", None),
    ],
)
def test_a_line_that_says_when_it_was_updated_dates_the_report(line: str, day: str | None) -> None:
    text = f"{line}\n\nThieves rammed a van into a jewellery store in the early hours of Monday."
    assert read(text).published.start == day


@pytest.mark.parametrize(
    ("address", "day", "precision"),
    [
        ("https://coastpress.example/2023/07/21/harbour-closed", "2023-07-21", "day"),
        ("https://www.coastpress.example/news/2023-07-21/ty-article/harbour", "2023-07-21", "day"),
        ("https://coastpress.example/2023/jul/21/harbour-closed", "2023-07-21", "day"),
        ("https://coastpress.example/article/21/07/2023/harbour-closed", "2023-07-21", "day"),
        ("https://coastpress.example/20230721/5fe0c1/c.html", "2023-07-21", "day"),
        ("https://coastpress.example/view.php?ud=20230721000767", "2023-07-21", "day"),
        ("https://coastpress.example/2023/07/harbour-closed/", "2023-07-01", "month"),
        ("https://coastpress.example/article/05/07/2023/harbour-closed", None, "unknown"),
        ("https://coastpress.example/news/harbour-fire-of-2019-03-04-judged", None, "unknown"),
        ("https://coastpress.example/archives/2003781955", None, "unknown"),
        ("https://coastpress.example/2023/13/41/harbour-closed", None, "unknown"),
    ],
)
def test_an_address_tells_the_day_under_which_its_page_went_out(address: str, day: str | None, precision: str) -> None:
    saved = read(f"{address}\nThe harbour of Kismayo was closed after a blast on Tuesday, officials told our reporter.")
    got = document(Report(ReportId("sha256:0"), address, "text", "The harbour was closed after a blast on Tuesday."))
    for found in (saved, got):
        assert (found.published.start, found.published.precision) == (day, precision)
        assert found.published.basis == ("address" if day else "unknown")
    assert [quote.exact in address for quote in saved.published.evidence] == [True] * (day is not None)


def test_an_address_counts_less_than_what_the_text_tells_of_its_day() -> None:
    address = "https://coastpress.example/2021/05/14/blast"
    assert read(f"{address}\nKISMAYO, May 12, 2021 (Coast Press) - Five died.").published.start == "2021-05-12"
    assert read(f"{address}\n{STORY}").published.start == "2021-05-14"
    assert read(f"{address}\n{STORY}", published="2021-05-13").published.start == "2021-05-13"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"This story is from March 5, 2002 {STORY}", "2002-03-05"),
        (f"This article was first published on 5 March 2002. {STORY}", "2002-03-05"),
        ("Ferry with forty people sinks off Kismayo May 3, 2007 A ferry has sunk.", "2007-05-03"),
        (f"A ferry with forty people sank off Kismayo on May 3, 2007 {STORY}", None),
        (f"Ferry sinks off Kismayo\nForty people were on board\nMay 3, 2007\n{STORY}", "2007-05-03"),
        (f"Ferry sinks off Kismayo\n{STORY}\nMay 3, 2007\n{STORY}", None),
    ],
)
def test_a_date_in_or_below_the_first_lines_is_that_of_publication(text: str, day: str | None) -> None:
    assert read(text).published.start == day


def test_the_notice_of_an_archive_is_no_part_of_the_report() -> None:
    found = read(f"This story is from March 5, 2002  {STORY}")
    assert (found.blocks[0].kind, found.blocks[0].reason) == ("furniture", "time stamp")
    assert found.text[found.sentences[0].start :].startswith("Five people")
