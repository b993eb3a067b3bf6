"""What the server is made of, put together once when it starts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st


def settings() -> dict[str, Any]:
    """Return what `streamlit.App` takes beside the script."""
    return {"lifespan": lifespan}


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Do what is due before the first visit, and after the last."""
    yield
