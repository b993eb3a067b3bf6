"""What the page says about file sizes is true and said in plain words."""

from components.views.sizes import verdict


def test_a_smaller_file_is_told_in_both_sizes_and_percent() -> None:
    said = verdict("PNG", 61_000, 61_000, 9_000)
    assert said.startswith("**61 kB → 9.0 kB, 85 % smaller**")
    assert "pay" not in said


def test_what_the_format_saved_is_kept_apart_from_what_fewer_colors_saved() -> None:
    said = verdict("JPEG", 100_000, 400_000, 40_000)
    assert "60 % smaller** than the file you loaded" in said
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
