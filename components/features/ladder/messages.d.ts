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

interface LadderData {
  picture: string;
  key: string;
  file: string;
  measured: boolean;
  ks: number[];
  k: number;
}

interface StoreItems {
  rungs: Rungs;
}
