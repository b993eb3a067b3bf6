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
