// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Where {
  act: "1" | "2" | "3" | "4" | "5";
  start: "random" | "plusplus" | "hand" | "page";
  seed: number;
}

interface LearnData {
  picture: string;
  act: "1" | "2" | "3" | "4" | "5";
  start: "random" | "plusplus" | "hand" | "page";
  seed: number;
  elbow: number[] | null;
}
