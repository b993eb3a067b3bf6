"""What comes last on the page comes in turn, and each run has its own."""

from streamlit.testing.v1 import AppTest


def late_things() -> None:
    """Leave things for later, in another order than they are to be done in."""
    import streamlit as st

    from components.shared import run
    from components.shared.run import Turn

    run.begin()
    run.later(Turn.SEARCH, lambda: st.write("search"))
    run.later(Turn.FIGURES, lambda: st.write("first figure"))
    run.later(Turn.FILES, lambda: st.write("file"))
    run.later(Turn.FIGURES, lambda: st.write("second figure"))
    st.write("page")
    run.finish()


def texts(at: AppTest) -> list[str]:
    return [each.value for each in at.markdown]


def test_what_was_left_for_later_is_done_in_turn_then_as_it_came() -> None:
    at = AppTest.from_function(late_things).run()
    assert texts(at) == ["page", "first figure", "second figure", "file", "search"]


def test_nothing_is_left_over_for_the_next_run() -> None:
    at = AppTest.from_function(late_things).run()
    assert texts(at.run()) == texts(at)
