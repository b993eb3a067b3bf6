// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Readings {
  kind: "readings";
  readings: string[];
}

interface CurveData {
  k: number;
  mark: string;
  drawn: boolean;
}

interface StoreItems {
  readings: Readings;
}
