// What travels between widget.py and JavaScript. Written from there by `make format`.

interface BlindTestData {
  picture: string;
  colors: number;
  dots: "full" | "gentle" | "bayer" | "blue-noise" | null;
  further: boolean;
  remark: string;
}
