"""A picture that breaks the process which reads it costs that picture, and no other."""

import pytest

from components.batch.workers import Workers
from tests.batch.breaking import BAD, apart, double_or_break


@pytest.mark.slow
def test_what_breaks_a_process_is_found_and_all_else_is_done() -> None:
    jobs = [(1, 2, 3), (4, 5), (6, BAD, 8), (9,), (10, 11), (12,), (13,)]
    with Workers(2) as workers:
        done = list(workers.map(double_or_break, jobs, apart))
    broken = [job for job, answer in done if answer is None]
    assert broken == [(BAD,)]
    found = [number for _, answer in done if answer for number in answer]
    numbers = sorted(number for job in jobs for number in job)
    assert sorted(found) == [2 * number for number in numbers if number != BAD]
