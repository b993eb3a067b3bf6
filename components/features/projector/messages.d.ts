// What travels between widget.py and JavaScript. Written from there by `make format`.

interface ProjectorData {
  on: boolean;
  other: string;
}
