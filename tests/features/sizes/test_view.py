"""What the page says about file sizes is true and said in plain words."""

from components.engine.writing import Entry, begin_report, update_report
from components.features.sizes.view import bars, handed_back, verdict


def test_a_smaller_file_is_told_in_both_sizes_and_percent() -> None:
    said = verdict("PNG", 61_000, 61_000, 9_000)
    assert said.startswith("**61 kB → 9.0 kB, 85 % smaller**")
    assert "pay" not in said


def test_what_the_format_saved_is_kept_apart_from_what_fewer_colors_saved() -> None:
    said = verdict("JPEG", 100_000, 400_000, 40_000)
    assert "60 % smaller** than the original file" in said
    assert "fewer colors make it 90 % smaller" in said


def test_a_larger_file_is_called_larger_with_the_reason() -> None:
    said = verdict("JPEG", 20_000, 90_000, 30_000)
    assert "50 % larger" in said
    assert "smaller" not in said
    assert "JPEG saves space by giving up fine detail" in said


def test_a_larger_file_from_a_lossless_one_has_another_reason() -> None:
    said = verdict("PNG", 20_000, 30_000, 25_000)
    assert "25 % larger" in said
    assert "packed more tightly" in said
    assert "giving up" not in said


def test_a_format_that_may_be_lossless_is_not_said_to_have_given_something_up() -> None:
    for kind in ("WEBP", "AVIF", "HEIF"):
        said = verdict(kind, 20_000, 30_000, 25_000)
        assert f"{kind} packs pictures more tightly than PNG, most often by" in said
        assert "saves space by giving up" not in said


def test_what_each_step_does_to_the_size_is_told_one_after_the_other() -> None:
    said = verdict("JPEG", 100_000, 400_000, 40_000)
    assert "PNG alone makes it 4.0 times as large; from there, fewer colors" in said
    said = verdict("PNG", 60_000, 50_000, 10_000)
    assert "with all its colors, makes it 17 % smaller; from there" in said
    assert "fewer colors make it 80 % smaller" in said


def test_where_the_format_changes_nothing_fewer_colors_get_all_the_credit() -> None:
    said = verdict("PNG", 61_000, 61_000, 9_000)
    assert said.endswith("All of that comes from fewer colors.")


def test_fewer_colors_get_no_credit_where_none_was_taken_away() -> None:
    said = verdict("PNG", 60_000, 50_000, 10_000, reduced=False)
    assert "fewer" not in said
    assert "numbering its colors (indexed PNG) makes it 80 % smaller" in said


def test_even_a_larger_file_is_told_what_fewer_colors_saved() -> None:
    said = verdict("JPEG", 20_000, 90_000, 30_000)
    assert "As PNG with all its colors it would be 90 kB" in said
    assert "66.7 % of that is saved by fewer colors" in said
    said = verdict("PNG", 20_000, 30_000, 31_000)
    assert "saved by" not in said


# --- with "Smaller file"


def test_fewer_colors_get_no_credit_for_what_squeezing_did() -> None:
    said = verdict("PNG", 86_000, 83_000, 6_000, usual=14_000)
    assert said.startswith("**86 kB → 6.0 kB, 93 % smaller**")
    assert "fewer colors make it 83 % smaller, to 14 kB, and *Smaller file*" in said
    assert said.endswith("does the rest.")


def test_where_the_format_changes_nothing_squeezing_gets_its_part_too() -> None:
    said = verdict("PNG", 86_000, 86_000, 6_000, usual=14_000)
    assert "All of that" not in said
    assert "Fewer colors make it 84 % smaller, to 14 kB, and *Smaller file*" in said


def test_even_a_larger_file_is_told_what_squeezing_saved() -> None:
    said = verdict("JPEG", 20_000, 100_000, 30_000, usual=40_000)
    assert "60.0 % of that is saved by fewer colors and 10.0 % by *Smaller" in said
    said = verdict("JPEG", 20_000, 25_000, 24_000, usual=30_000)
    assert "4.0 % of that is saved by *Smaller file*." in said


def test_sizes_that_read_the_same_are_not_told_as_two() -> None:
    said = verdict("PNG", 86_000, 83_000, 14_600, usual=14_900)
    assert "to 15 kB" not in said
    assert "*Smaller file* a little smaller still." in said


def test_where_squeezing_saves_nothing_it_gets_no_credit() -> None:
    for usual in (14_000, 13_900, None):
        said = verdict("PNG", 86_000, 83_000, 14_000, usual=usual)
        assert "Smaller file" not in said


# --- the bars

QUICK = begin_report(84_000, 370_000, 37_000, colors=69_703, used=12)
WHOLE = update_report(
    QUICK,
    Entry("webp", 29_000, 12),
    Entry("gif", 39_000, 12),
    Entry("truecolor", 64_000, 12),
    Entry("jpeg", 79_000, 25_228),
)


def test_what_is_not_known_yet_has_its_place_and_says_so() -> None:
    waiting, whole = (bars(report, "JPEG", 12) for report in (QUICK, WHOLE))
    assert [bar["label"] for bar in waiting] == [bar["label"] for bar in whole]
    assert [bool(bar["note"]) for bar in waiting] == [
        bool(bar["note"]) for bar in whole
    ]
    assert [bar["text"] for bar in waiting[3:]] == ["measuring …"] * 4
    assert all(bar["value"] is None for bar in waiting[3:])
    assert all(bar["value"] for bar in whole)


def test_the_wrong_ways_are_called_wrong_and_look_it() -> None:
    *right, truecolor, jpeg = bars(WHOLE, "JPEG", 12)
    assert not any("wrong" in bar["note"] for bar in right)
    assert [bar["look"] for bar in right] == [
        "plain",
        "plain",
        "strong",
        "plain",
        "plain",
    ]
    assert truecolor["look"] == jpeg["look"] == "wrong"
    assert "12 colors, but saved as if there were millions" in truecolor["note"]
    assert jpeg["note"] == "The wrong way: brings back 25,228 colors"


def test_a_bar_tells_its_bytes_and_colors_exactly_when_pointed_at() -> None:
    loaded, *_, jpeg = bars(WHOLE, "JPEG", 12)
    assert loaded["hint"] == "The original file (JPEG): 84,000 bytes, 69,703 colors"
    assert jpeg["hint"] == "12 colors as JPEG, quality 90: 79,000 bytes, 25,228 colors"


def test_a_gif_owes_part_of_its_size_to_what_it_loses_and_says_so() -> None:
    assert bars(WHOLE, "PNG", 12)[4]["note"] == ""
    assert (
        "Without partial transparency" in bars(WHOLE, "PNG", 12, soft=True)[4]["note"]
    )


def test_a_file_that_cannot_be_is_not_being_measured() -> None:
    report = update_report(QUICK, Entry("webp", possible=False))
    webp = bars(report, "PNG", 12)[3]
    assert webp["text"] == "cannot hold it"
    assert webp["value"] is None


# --- a file that has these pixels already


def test_a_file_that_is_handed_back_is_said_to_be_ones_own() -> None:
    said = handed_back(23_707, 23_707)
    assert said.startswith("**24 kB, and it stays so.** The file already has just")
    assert said.endswith("The download is that file again.")
    assert "saved" not in said
    assert "30 kB, without the notes in it." in handed_back(42_000, 30_000)


def test_fewer_colors_are_not_blamed_where_there_are_none_fewer() -> None:
    said = verdict("GIF", 20_000, 30_000, 25_000, reduced=False)
    assert "25 % larger" in said
    assert "ewer colors" not in said
    assert (
        "as GIF it takes less room than as an indexed PNG: keep the original." in said
    )
