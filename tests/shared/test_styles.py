"""The page's own rules of style cost little while k moves."""

import re

from components.shared import styles


def test_no_rule_asks_what_classes_an_element_has_but_by_name() -> None:
    # By `[class]` or `[class*="…"]` all that is below an element is looked at anew
    # whenever any class of it changes; at each k Streamlit changes one of each.
    rules = re.sub(r"/\*.*?\*/", "", styles.rules(), flags=re.DOTALL)
    assert ".st-key-page" in rules
    assert "[class" not in rules
