// What travels between widget.py and JavaScript. Written from there by `make format`.

interface TaskData {
  question: string;
  task: string;
  says: string;
  right: boolean;
  target: string;
  nearest: string;
}

interface ClassLinkData {
  holds_picture: boolean;
}
