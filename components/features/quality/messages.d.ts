// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Measured {
  kind: "measured";
  key: string;
  k: number;
  style: string;
  mean: number;
  p95: number;
}

interface StoreItems {
  measured: Measured;
}
