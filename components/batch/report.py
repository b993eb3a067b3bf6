"""What there is to say of every picture: as a table, and as a sheet of all results."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from components.batch.drawing import Result
from components.batch.files import Failed
from components.batch.palette import CommonPalette
from components.batch.store import Store, as_csv
from components.batch.wish import Wish
from components.shared import template, text

TABLE: Final = "report.csv"
SHEET: Final = "index.html"

COLUMNS: Final = (
    *("file", "result", "width", "height", "frames", "bytes_before", "bytes_after"),
    *("k", "colors_used", "error", "error_of_own_palette", "lost_by_sharing"),
    *("shares", "why_k", "notes", "failed"),
)


def write(
    store: Store,
    folder: Path,
    wish: Wish,
    results: Sequence[Result],
    failed: Sequence[Failed],
    palette: CommonPalette | None,
) -> None:
    """Write both, beside the results."""
    store.write(TABLE, table(results, failed))
    page = template.render(
        "batch/sheet.jinja",
        address=_address,
        strip=_strip,
        folder=folder.resolve().name,
        wish=wish,
        results=results,
        failed=failed,
        palette=palette,
        before=sum(each.bytes_before for each in results),
        after=sum(each.bytes_after for each in results),
        summary=summary(results, failed, palette),
    )
    store.write(SHEET, page.encode("utf-8", "backslashreplace"))


def table(results: Sequence[Result], failed: Sequence[Failed]) -> bytes:
    """Write the table, as a CSV file."""
    rows = [_row(each) for each in results]
    rows += [{"file": each.name, "failed": each.why} for each in failed]
    rows.sort(key=lambda row: str(row["file"]))
    return as_csv(rows, COLUMNS)


def summary(
    results: Sequence[Result],
    failed: Sequence[Failed],
    palette: CommonPalette | None,
) -> str:
    """Say in a sentence what came of all pictures."""
    drawn = text.count(len(results), "picture")
    colors = "each in colors of its own"
    if palette is not None:
        colors = f"in the same {text.count(len(palette), 'color')}"
    before = sum(each.bytes_before for each in results)
    after = sum(each.bytes_after for each in results)
    sizes = f"{text.size(before)} → {text.size(after)}" if results else "nothing"
    missing = f"; {len(failed):,} failed" if failed else ""
    return f"{drawn} {colors}: {sizes}{missing}."


def _row(result: Result) -> dict[str, object]:
    return {
        "file": result.name,
        "result": result.result,
        "width": result.width,
        "height": result.height,
        "frames": result.frames,
        "bytes_before": result.bytes_before,
        "bytes_after": result.bytes_after,
        "k": result.k,
        "colors_used": result.used,
        "error": _figure(result.error),
        "error_of_own_palette": _figure(result.own_error),
        "lost_by_sharing": _figure(result.loss),
        "shares": result.shares,
        "why_k": result.why,
        "notes": " ".join(result.notes),
        "failed": "",
    }


def _figure(number: float | None) -> str:
    return "" if number is None else f"{number:.6g}"


def _address(path: str) -> str:
    """Write a path as a relative link.

    Examples
    --------
    >>> _address("sub/a #1.png")
    'sub/a%20%231.png'
    """
    return quote(path, errors="surrogateescape")


def _strip(shares: str) -> list[tuple[str, str]]:
    """Return the colors of a picture and their shares.

    Examples
    --------
    >>> _strip("#ffffff 0.7500 #000000 0.2500")
    [('#ffffff', '0.7500'), ('#000000', '0.2500')]
    """
    words = shares.split()
    return list(zip(words[::2], words[1::2], strict=True))
