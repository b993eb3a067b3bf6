// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Bar {
  label: string;
  note: string;
  value: number | null;
  text: string;
  hint: string;
  look: "strong" | "plain" | "wrong";
}

interface BarsData {
  name: string;
  rows: Bar[];
}

interface LateBars {
  kind: "late_bars";
  name: string;
  rows: Bar[];
}

interface ShortData {
  key: string;
  ask: string;
  k: number;
  file: string;
  loaded: number;
  loaded_text: string;
  format: string;
}

interface StoreItems {
  late_bars: LateBars;
}
