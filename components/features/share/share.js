// Copies the address of what is on the screen.

const BY_HAND = "This browser does not let a page copy. Here is the link:";

// Python writes the address, and while the slider moves it is behind: the number of
// colors is the slider's own.
function addressNow() {
  const address = new URL(location.href);
  const slider = document.querySelector(".st-key-k input[type=range]");
  const k = Number(slider?.getAttribute("aria-valuetext") ?? slider?.value);
  if (Number.isInteger(k) && k > 0) address.searchParams.set("k", k);
  return address.href;
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("p");
  const field = parentElement.querySelector("input");
  const limits = data.holds_picture
    ? ""
    : " It holds k and the settings, but not your picture: whoever opens it sees a sample.";
  button.onclick = async () => {
    const address = addressNow();
    const worked = await copy(address);
    said.textContent = (worked ? "Link copied." : BY_HAND) + limits;
    field.hidden = worked;
    field.value = address;
    if (!worked) field.select();
  };
}
