// What travels between widget.py and JavaScript. Written from there by `make format`.

interface ProjectorData {
  wall: "" | "page" | "stage" | "pictures";
}
