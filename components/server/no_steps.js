// The address says what is chosen, for links and bookmarks; it is no list of steps.
// Streamlit would make a step of what Python writes into it and none of what the slider
// does: Back then did nothing, or showed what never was. Here nothing is a step: Back
// leaves the page, Forward opens it as it was.
history.pushState = (...state) => history.replaceState(...state);
