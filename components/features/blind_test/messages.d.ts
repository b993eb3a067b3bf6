// What travels between widget.py and JavaScript. Written from there by `make format`.

interface BlindTestData {
  picture: string;
  colors: number;
  dither: boolean;
  further: boolean;
  remark: string;
}
