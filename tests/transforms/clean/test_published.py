from datetime import UTC, date, datetime

import pytest

from transforms.clean.published import (
    from_hint,
    from_stamp,
    from_url,
    from_words,
    is_clock_line,
    is_date_line,
)


@pytest.mark.parametrize(
    "words",
    ["March 4, 2021", "4 March 2021", "Thu, Mar. 4th, 2021, 10:15 GMT", "2021-03-04", "Published 2021/3/4"],
)
def test_a_written_day_is_read(words: str) -> None:
    found = from_words(words)
    assert found is not None
    assert found.at == datetime(2021, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize("words", ["March 4", "3/4/2021", "yesterday", "31 February 2021", "2021", ""])
def test_an_unclear_day_is_none(words: str) -> None:
    assert from_words(words) is None


def test_a_numeric_day_that_can_mean_one_thing_only_is_read() -> None:
    found = from_words("25/03/2021")
    assert found is not None
    assert found.stated_date == date(2021, 3, 25)


def test_a_moment_keeps_the_day_of_its_own_zone() -> None:
    found = from_stamp("2021-03-04T23:30:00+11:00")
    assert found is not None
    assert (found.at, found.stated_date) == (datetime(2021, 3, 4, 12, 30, tzinfo=UTC), date(2021, 3, 4))


def test_hints_are_days_or_moments() -> None:
    assert from_hint(None) is None
    day, moment = from_hint(date(2021, 3, 4)), from_hint(datetime(2021, 3, 4, 9, tzinfo=UTC))
    assert day is not None
    assert moment is not None
    assert (day.precision, moment.precision) == ("day", "time")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/2021/03/04/flood", date(2021, 3, 4)),
        ("https://example.org/world/2021/mar/04/flood", date(2021, 3, 4)),
        ("https://example.org/20210304/flood", date(2021, 3, 4)),
        ("https://example.org/a/2021/13/44/flood", None),
        ("https://example.org/a-20210304567", None),
        (None, None),
    ],
)
def test_the_day_in_an_address_is_read(url: str | None, day: date | None) -> None:
    found = from_url(url)
    assert (found.stated_date if found else None) == day


@pytest.mark.parametrize(
    "text", ["March 4, 2021", "Published 4 March 2021 10:15 GMT", "Updated: March 4, 2021 at 9 am"]
)
def test_date_lines_are_known(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize(
    "text", ["March 4 was a dark day for the valley.", "On March 4 the bridge fell.", "May is late"]
)
def test_sentences_with_dates_are_no_date_lines(text: str) -> None:
    assert not is_date_line(text)


def test_ages_and_counts_are_clock_lines() -> None:
    assert is_clock_line("3 hours ago")
    assert is_clock_line("12 comments")
    assert not is_clock_line("3 houses were lost")
