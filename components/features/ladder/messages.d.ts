// What travels between widget.py and JavaScript. Written from there by `make format`.

interface Rung {
  png: string;
  explained: string;
}

interface Rungs {
  kind: "rungs";
  key: string;
  picture: string;
  rungs: Record<number, Rung>;
}

interface RungSizes {
  kind: "rung_sizes";
  key: string;
  sizes: Record<number, string>;
}

interface LadderData {
  picture: string;
  ks: number[];
  k: number;
}

interface StoreItems {
  rungs: Rungs;
  rung_sizes: RungSizes;
}
