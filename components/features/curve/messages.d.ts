// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Readings {
  kind: "readings";
  readings: string[];
  drawn: boolean;
}

interface CurveData {
  k: number;
  mark: string;
}

interface StoreItems {
  readings: Readings;
}
