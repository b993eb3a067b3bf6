// Streamlit's uploader calls its frame decoration and yet gives it a name and makes
// it a place for files; screen readers drop one or the other. It is a group.

export function fixUploaderRole() {
  for (const frame of document.querySelectorAll("[role=presentation][aria-label]")) {
    frame.setAttribute("role", "group");
  }
}
