"""A class follows a link, finds something, and sees it on the wall."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sized import PANEL, resized, violations
from tests.browser.test_learn import button, choose_start, inertia, stage, told
from tests.browser.view import (
    expect_k,
    named,
    open_picture,
    save,
    settled,
    slider,
)

pytestmark = pytest.mark.browser

QUESTION = "<b>Why</b> is the pink lost?"


def test_a_link_opens_act_start_and_seed_and_asks_a_class_that_is_told_what_it_found(
    tab: Page, tmp_path: Path
) -> None:
    tab.emulate_media(reduced_motion="reduce")  # what glides costs more than all else
    open_picture(tab, "/?sample=logo&k=5&tab=Learn&act=2&mission=tongue")
    choose_start(tab, "k-means++")
    expect(told(tab)).to_contain_text("Draw 1")
    button(tab, "Draw others").click()
    expect(stage(tab).locator(".seed")).to_have_text("Seed 2")
    task = tab.locator(".st-key-task")
    expect(task).to_contain_text("is lost at 5 colors")
    field = tab.get_by_role("textbox", name="A question of your own")
    field.fill(QUESTION)
    field.press("Enter")
    expect(task.locator(".question span")).to_have_text(QUESTION)
    settled(tab)
    slider(tab).focus()
    for _ in range(2):
        tab.keyboard.press("ArrowRight")
        settled(tab)
    expect_k(tab, 7)
    expect(task.get_by_role("status")).to_contain_text("Right: 7 colors keep the pink")
    assert violations(tab, within=PANEL) == []
    fourth_draw = _draw_four(tab)

    sheet = save(tab, "Worksheet to print", tmp_path)
    assert sheet.name == "logo-worksheet.html"
    assert "&lt;b&gt;Why&lt;/b&gt;" in sheet.read_text("utf-8")
    assert save(tab, "Answers as a notebook", tmp_path).name == "logo-answers.ipynb"
    tab.get_by_role("button", name="Copy link for the class").click()
    expect(tab.get_by_text("Link copied.")).to_be_visible()
    link = str(tab.evaluate("navigator.clipboard.readText()"))
    wanted = {"sample": "logo", "k": "7", "tab": "Learn", "act": "2"}
    wanted |= {"mission": "tongue", "question": QUESTION}
    wanted |= {"start": "plusplus", "seed": "2"}
    assert wanted.items() <= named(link).items()
    assert wanted.items() <= named(tab.url).items()
    open_picture(tab, link)
    expect(task).to_contain_text(QUESTION)
    expect(task).to_contain_text("Right: 7 colors keep the pink")
    expect(told(tab)).to_contain_text("Draw 1")
    assert _draw_four(tab) == fourth_draw
    choose_start(tab, "Random pixels")
    _show_on_a_wall(tab)


def _draw_four(tab: Page) -> str:
    """Draw three more centers, and return how much error is left."""
    for draw in (2, 3, 4):
        button(tab, "Step forward").press("Enter")
        expect(told(tab)).to_contain_text(f"Draw {draw}")
    return inertia(tab).inner_text()


def _show_on_a_wall(tab: Page) -> None:
    """Turn the projector on and off: the stage is there, and has its own keys."""
    with resized(tab, (1366, 768)):
        tab.get_by_role("button", name="Projector").click()
        tab.wait_for_url("**show=1**")
        step = tab.get_by_role("button", name="Step forward")
        question = tab.locator(".st-key-task .question")
        for there in (question, tab.locator(".st-key-k"), step):
            expect(there).to_be_in_viewport(ratio=1)
        expect(tab.locator('.st-key-learn [data-role="cloud"]')).to_be_in_viewport()
        for gone in (
            tab.locator('.st-key-viewer [data-role="quantized"]'),
            tab.get_by_role("tab", name="Colors"),
            tab.get_by_role("button", name="Copy link for the class"),
        ):
            expect(gone).to_be_hidden()
        settled(tab)
        tab.evaluate("document.activeElement?.blur()")
        tab.keyboard.press("ArrowRight")
        settled(tab)
        centers = tab.locator(".st-key-learn .centers i")
        expect(centers).to_have_count(8)
        tab.get_by_role("group", name="The cloud").focus()
        tab.keyboard.press("ArrowRight")
        step.press("Enter")
        settled(tab)
        expect(slider(tab)).to_have_value("8")
        tab.get_by_role("button", name="Pictures").click()
        expect(tab.locator('.st-key-viewer [data-role="quantized"]')).to_be_visible()
        expect(question).to_be_in_viewport(ratio=1)
        expect(step).to_be_hidden()
        tab.keyboard.press("Escape")
        expect(tab.get_by_role("tab", name="Colors")).to_be_visible()
        tab.wait_for_url(lambda url: "show" not in url)
