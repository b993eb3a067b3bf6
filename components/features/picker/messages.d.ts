// What travels between widget.py and JavaScript. Written from there by `make format`.

interface LoaderData {
  most: number;
  endings: string[];
  limits: string;
}
