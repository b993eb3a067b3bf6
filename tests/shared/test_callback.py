"""A click while another one is on its way: neither is lost."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    """Have buttons, and another request come in just as one of them is clicked."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from components.shared.callback import whole

    def clicked() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        if not came:
            came.append(True)
            context.script_requests.request_rerun(RerunData("asked=meanwhile"))
        st.session_state["clicked"] = True

    came: list[bool] = []
    st.session_state.setdefault("clicked", False)
    st.session_state["asked"] = st.query_params.get("asked")
    st.button("whole", on_click=whole(clicked))
    st.button("cut", on_click=clicked)


def after_a_click_on(label: str) -> AppTest:
    """Click a button, with another request coming in."""
    app = AppTest.from_function(page).run()
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def test_a_click_is_heard_and_so_is_what_was_asked_for_meanwhile() -> None:
    session = after_a_click_on("whole").session_state
    assert session["clicked"]
    assert session["asked"] == "meanwhile"


def test_streamlit_alone_loses_the_click() -> None:
    session = after_a_click_on("cut").session_state
    assert not session["clicked"]
    assert session["asked"] == "meanwhile"


def page_of_clicks() -> None:
    """Have buttons, and clicks on some of them come in while the page is at work."""
    import streamlit as st
    from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    from components.shared.callback import newest, whole

    def press_all() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        for each in st.session_state["clicks"]:
            click = WidgetStates(widgets=[WidgetState(id=each, trigger_value=True)])
            context.script_requests.request_rerun(RerunData(widget_states=click))

    def choose(name: str) -> None:
        st.session_state["chosen"] += name

    st.session_state.setdefault("chosen", "")
    st.button("press all", on_click=press_all)
    for name in "abc":
        st.button(name, on_click=whole(newest("a letter")(choose)), args=(name,))
    st.button("d", on_click=whole(newest("another")(choose)), args=("d",))
    for name in "xyz":
        st.button(name, on_click=choose, args=(name,))


def after_clicks_on(names: str) -> str:
    """Click buttons while the page is at work; return what that chose, in order."""
    app = AppTest.from_function(page_of_clicks).run()
    buttons = {button.label: button for button in app.button}
    app.session_state["clicks"] = [buttons[name].proto.id for name in names]
    buttons["press all"].click().run()
    assert not app.exception
    chosen = app.session_state["chosen"]
    assert isinstance(chosen, str)
    # And the next click is heard as ever.
    next(button for button in app.button if button.label == "a").click().run()
    assert app.session_state["chosen"] == f"{chosen}a"
    return chosen


def test_of_clicks_that_come_together_the_newest_counts() -> None:
    assert after_clicks_on("ab") == "b"
    assert after_clicks_on("ba") == "a"
    assert after_clicks_on("abc") == "c"
    assert set(after_clicks_on("abd")) == {"b", "d"}


def test_streamlit_alone_hears_the_oldest_last() -> None:
    assert after_clicks_on("xyz")[-1] == "x"
